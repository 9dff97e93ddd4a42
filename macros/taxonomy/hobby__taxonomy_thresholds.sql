{% macro hobby__taxonomy_thresholds() -%}
    {#- Measures of a healthy taxonomy: [lowest, highest, severity]. Only what
        breaks tables is an error: topics attached since the tree was built, and
        people's overrides, may crowd a topic or leave it with one child. -#}
    {%- do return({
        'largest_fan_out': [0, var('hobby__tree_max_children'), 'warn'],
        'depth': [0, var('hobby__tree_max_depth'), 'error'],
        'topics_with_one_child': [0, 0, 'warn'],
        'branches': [0, var('hobby__tree_max_branches'), 'warn'],
        'same_names_among_siblings': [0, 0, 'warn'],
        'same_names_among_groups': [0, 0, 'warn'],
        'share_of_groups_named_like_a_child': [0, 0.02, 'warn'],
        'share_of_products_covered': [0.5, 1, 'warn'],
        'share_of_spend_covered': [0.5, 1, 'warn'],
        'share_of_topics_most_users_hold': [0, 0.01, 'warn'],
        'share_of_topics_hardly_anyone_holds': [0, 0.1, 'warn'],
        'share_of_topics_overlapping_a_sibling': [0, 0.1, 'warn'],
        'share_of_new_labels_attached': [0.95, 1, 'warn'],
        'share_of_attributes_accepted': [0.8, 1, 'warn'],
        'share_of_ids_that_survived': [0.9, 1, 'warn'],
        'share_of_new_texts_far_from_memory': [0, 0.15, 'warn'],
        'share_of_new_texts_without_label': [0, 0.75, 'warn'],
        'mean_certainty_of_new_texts': [0.2, 1, 'warn'],
    }) -%}
{%- endmacro %}
