// The colours of a drawing: the page's own, which follow its theme, and those of a picture that leaves it.

export interface Look {
  surface: string;
  sunken: string;
  line: string;
  ink: string;
  ink2: string;
  ink3: string;
  volume: string;
  critical: string;
  usual: string;
  band: string;
  caution: string;
  cautionInk: string;
}

export const PAGE: Look = {
  surface: 'var(--surface)', sunken: 'var(--sunken)', line: 'var(--line)', ink: 'var(--ink)', ink2: 'var(--ink-2)', ink3: 'var(--ink-3)',
  volume: 'var(--accent)', critical: 'var(--negative)', usual: 'var(--ink)', band: 'var(--good)', caution: 'var(--lantern)', cautionInk: 'var(--caution-ink)',
};

export const PAPER: Look = {
  surface: '#ffffff', sunken: '#f2f5f3', line: '#dfe3df', ink: '#10222c', ink2: '#43555f', ink3: '#5d6d75',
  volume: '#0b6470', critical: '#d9681d', usual: '#10222c', band: '#1c7a4a', caution: '#f2b632', cautionInk: '#4a3300',
};

export const FONT = "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', sans-serif";
