/* Word by word, one is a beginning of the other: "Gebr. Huber" and "Gebrueder Huber". */
len(words_l) > 1
and len(words_l) = len(words_r)
and list_aggregate(
    list_transform(
        list_zip(words_l, words_r), lambda pair: starts_with(pair[1], pair[2]) or starts_with(pair[2], pair[1])
    ),
    'bool_and'
)
