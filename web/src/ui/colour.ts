/** The colour of figures that belong to no watch. */
export const QUESTION_COLOUR = '#12898f';
