/* authority.h - the halves of `assay trust` that keep a repository */
#ifndef TOOL_AUTHORITY_H
#define TOOL_AUTHORITY_H

/* argv[0] is the word after trust; the exit status.  known false: not one of these. */
int trust_authority(int argc, char **argv, bool *known);

#endif
