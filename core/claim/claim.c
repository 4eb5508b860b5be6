/* claim.c */
#include "claim.h"
extern int claim_later;
