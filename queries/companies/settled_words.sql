/* Both names have words that the other lacks, and other names have every one of those: it is hardly a slip of the pen. */
len(list_filter(words_l, lambda word: not list_contains(words_r, word))) > 0
and len(list_filter(words_r, lambda word: not list_contains(words_l, word))) > 0
and list_has_all(settled_l, list_filter(words_l, lambda word: not list_contains(words_r, word)))
and list_has_all(settled_r, list_filter(words_r, lambda word: not list_contains(words_l, word)))
