/* words.h - one sentence in both languages; static strings, never owned */
#ifndef ASSAY_WORDS_H
#define ASSAY_WORDS_H

struct words {
	const char *en, *zh;
};

#endif
