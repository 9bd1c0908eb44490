// Speeds of a rehearsal: how many invented seconds pass in a real one.
export const SPEEDS = [1, 60, 300, 600, 1800, 3600];
export const FIRST_SPEED = 600;
