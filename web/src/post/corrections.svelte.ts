// How often somebody at this screen has corrected a reading since it was opened: figures that are on show
// are asked for again.
class Corrections {
  made = $state(0);
}

export const corrections = new Corrections();
