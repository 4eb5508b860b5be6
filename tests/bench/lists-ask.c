/* lists-ask.c - what memory a program needs that only asks a list: bench-lists-ask LIST KEY
 *
 * A process of its own, so that its peak is its own. */
#include <stdio.h>
#include <string.h>

#include "assay.h"

int
main(int argc, char **argv)
{
	struct assay_list_question q = { .size = sizeof q, .gtin = "06901234567892", .as_of = true,
		                         .now = 1790000000 };
	struct assay_key_facts facts = { .size = sizeof facts };
	struct assay_answer answer;
	struct assay_error error;
	struct assay_list *l;
	char serial[24], line[160], path[600];
	unsigned long peak = 0, own = 0;
	FILE *f;

	if (argc != 3)
		return 2;
	snprintf(path, sizeof path, "%s.pub", argv[2]);
	if (assay_key_facts(path, &facts, &error) != ASSAY_OK
		|| assay_list_open(NULL, argv[1], facts.public_key, NULL, &l, &error) != ASSAY_OK) {
		fprintf(stderr, "%s\n", error.text);
		return 1;
	}
	for (unsigned i = 0; i < 20000; i++) {
		snprintf(serial, sizeof serial, "Q%uX", i * 2654435761u);
		q.serial = (struct assay_bytes){ (const uint8_t *)serial, strlen(serial) };
		if (assay_list_lookup(l, &q, &answer) != ASSAY_OK
			|| answer.listed == ASSAY_LISTED_DAMAGED)
			return 1;
	}
	assay_list_close(l);
	if ((f = fopen("/proc/self/status", "r")) == NULL)
		return 1;
	while (fgets(line, sizeof line, f) != NULL) {
		if (sscanf(line, "VmHWM: %lu", &peak) == 1)
			continue;
		sscanf(line, "RssAnon: %lu", &own);
	}
	fclose(f);
	printf("memory               peak %.2f MiB, of it its own %.2f MiB, 20,000 answers read by pread "
	       "(goal 4 MiB)\n", (double)peak / 1024, (double)own / 1024);
	return peak > 4096;
}
