// Day or night: the person's choice, else the system's, followed while the page lives.
// theme.js has written the attribute before the first paint.
import { recall, remember } from './memory';

export type Theme = 'dark' | 'light';

class ThemeChoice {
  current = $state<Theme>(document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light');

  constructor() {
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', (event) => {
      if (!recall('theme')) this.apply(event.matches ? 'dark' : 'light');
    });
  }

  toggle(): void {
    this.apply(this.current === 'dark' ? 'light' : 'dark');
    remember('theme', this.current);
  }

  private apply(theme: Theme): void {
    this.current = theme;
    document.documentElement.dataset['theme'] = theme;
  }
}

export const theme = new ThemeChoice();
