#include "text/tables.h"

#include "tables.inc"
