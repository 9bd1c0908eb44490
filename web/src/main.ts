import { mount } from 'svelte';
import './style/tokens.css';
import './style/base.css';
import './style/controls.css';
import App from './App.svelte';
import { alerts } from './state/alerts.svelte';
import { house } from './state/house.svelte';
import { live } from './state/live.svelte';
import { session } from './state/session.svelte';
import { wanted } from './state/wanted.svelte';

await session.start();
if (session.mayLook) {
  live.start();
  house.start();
  alerts.start();
  wanted.start();
}
mount(App, { target: document.body });
