import { mount } from 'svelte';
import './style/tokens.css';
import './style/base.css';
import './style/controls.css';
import App from './App.svelte';
import { house } from './state/house.svelte';
import { live } from './state/live.svelte';

live.start();
house.start();
mount(App, { target: document.body });
