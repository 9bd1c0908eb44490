// Calls `work` now, and later whenever asked, never twice at once and at most every `gap_ms`.
// A failure is kept quiet: the connection banner tells of a server that is gone.

export interface Pulse {
  ask(): void;
  stop(): void;
}

export function pulse(work: () => Promise<void>, gapMs = 2500): Pulse {
  let running = false;
  let asked = false;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function run(): Promise<void> {
    running = true;
    asked = false;
    await work().catch(() => undefined);
    if (stopped) return;
    timer = setTimeout(() => {
      running = false;
      if (asked) void run();
    }, gapMs);
  }

  void run();
  return {
    ask() {
      asked = true;
      if (!running && !stopped) void run();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
