{#-
    The constants of scores, profiles and prospects: [value, lowest, highest].
    No reader of profiles needs to turn them; who redesigns the scores may, one
    by one, by the variable hobby__scoring: {name: value}.

    evergreen_min_days, evergreen_max_gap_days: an interest that lasts less, or
        whose months with an event are further apart on average, is situational.
    ended_after_gaps, min_gap_days: an interest has ended when nothing happened
        for so many of the user's mean gaps, gaps being so many days at least.
    thin_topic_users: so many users weigh as much as what a topic leans on.
    season_weight: how much of last year's change is expected again.
    high_affinity, medium_affinity: affinity score from which one user in four, or in
        ten, buys in the topic again within 90 days: isotonic regression (evaluate
        bands) over completejourney as of 2017-06-30, Online Retail II 2010-12-31,
        Open e-commerce's product types 2020-09-30 and the demo 2021-12-31, each
        weighing the same.
    days_affinity_base, days_affinity_weight: log odds of the affinity to a product or
        brand without a decayed day, and for each unit of ln(1 + decayed days);
        fitted on the demo's narrow topics (2.9 users each) as of 2021-12-31.
    high_sureness, medium_sureness: the same edges for a journey's confidence and a
        persona's affinity, which say how sure each is to be the user's own.
    growth_prior: users added to both sides of a topic's growth.
    sampled_users, relation_topics_per_user, related_topics: users of the sample
        that tells how topics relate, strongest topics of each that count, and
        nearest topics that speak for one.
    min_related_users: topics with fewer users in common do not relate.
    related_lift_weight, related_prior: power, in the odds that order prospects, of
        how much more they have in related topics than others who do as much, and
        what is added to both before they are compared.
    min_related_topics: fewer never make a prospect of a collection.
    ubiquity_discount: power of the lift in the odds of a profile score.
    lift_prior: days that shrink the lift.
    replenishment_discount, burst_discount: shares of the odds of a profile score
        that repeats and bursts cost.
    audience_identity_weight: power of the identity score in the odds that order an
        audience; 0 orders by how likely users are to come back alone.
    strong_grade, sure_grade: products of this fit grade or a better one carry an
        interest, or leave no doubt at all.
    product_share_prior: products added to a user's before a share is taken.
    max_profile_reach, profile_reach_prior: an inner topic that more than this
        share of the users have is too general; users added to the shop's.
    min_pair_name_score: an inner topic named by two of its labels that say less of
        the others, as a cosine, is no line of a profile.
    surest_line_discount: factor of hobby__min_confidence for the surest topic of a
        user, so that nobody with a telling topic has an empty profile.
    max_profile_candidates: topics of a user that are weighed, each a bit of a number.
    profile_similarity_discount: factor for each better line of the branch.
    shared_products: share of the smaller topic's products above which two tell
        one interest.
    persona_evidence_prior: products as typical as can be that are half of the
        most evidence for a persona.
    persona_min_products, persona_min_days: fewer products, or days on which one
        was bought first, never show a persona: one order is no habit.
    persona_min_events, persona_min_prices, persona_habit_percentile: fewer
        purchases tell no habit, fewer prices none of prices; a habit is one from
        this percentile of the users on.
    persona_price_prior: prices at the shop's mean that are added to a user's.
    max_personas: most that one user is given.
    persona_walk_steps, persona_walk_prior, persona_rarity: steps of the walk,
        share of the mean of all read in what it tells, and how much less a rarer
        persona takes (1: only what is beyond its own share counts).
    price_band_min_products: a topic with fewer products that have a price tells
        neither dear nor cheap.
    basket_max_products, basket_size_discount: latest products of a user that are
        counted as bought together, and how much less a pair of a large basket
        counts (0: not at all, 1: in proportion).
    sequence_min_baskets, sequence_prior, sequence_max_day_products: fewer users
        make no sequence; buyers added before a share is taken; days with more
        products say nothing of what comes next.
    neighbours_per_product: products kept that are alike, and that come next.
    same_thing_cosine: from this cosine on two products are the same thing.
    similar_min_cosine: from this cosine on products are alike enough to propose one.
    interest_min_products: products that clearly fit a topic from which it is an
        interest that recommendations serve.
    another_min_lift, similar_per_product: goods whose buyers buy another one less
        often, against the shop's goods, propose none alike; products that one
        product proposes as alike to a user at most.
    candidates_per_source: products that one source proposes to a user at most.
    topics_per_user, products_per_interest: best topics of a user that candidates
        are looked for in, and best products of a topic, keyword or persona.
    recommendations_per_user, recommendation_topic_discount: length of a list, and
        factor of the odds for each better product of the same topic.
    journey_min_placed_share, journey_min_products: of a journey that is told, so many
        products are in topics; it has so many different ones.
    repeat_min_buyers, repeat_min_share, repeat_prior, repeat_half_life_days: so many
        must buy a product again for one bought once to be proposed; share of other
        buyers who do that one bought twice needs; buyers at the share of such goods
        that are added; days that halve what a purchase says of the next.
    preference_min_events, preference_min_products, preference_prior: fewer purchases
        with an attribute tell no preference, nor fewer products with a value;
        purchases at the shop's share that are added to a user's.
    unit_price_tolerance: a price lower than usual by more is a discount.
-#}
{% macro hobby__scoring_constants() -%}
    {%- do return({
        'evergreen_min_days': [180, 1, 36500],
        'evergreen_max_gap_days': [120, 1, 36500],
        'ended_after_gaps': [3, 1, 1000],
        'min_gap_days': [30, 1, 36500],
        'thin_topic_users': [20, 1, 1000000],
        'season_weight': [0.75, 0, 2],
        'high_affinity': [0.22, 0, 1],
        'medium_affinity': [0.11, 0, 1],
        'high_sureness': [0.75, 0, 1],
        'medium_sureness': [0.5, 0, 1],
        'days_affinity_base': [-4.0, -20, 20],
        'days_affinity_weight': [2.5, 0, 20],
        'growth_prior': [5, 0.001, 1000000],
        'sampled_users': [50000, 1, 1000000000],
        'relation_topics_per_user': [100, 2, 100000],
        'related_topics': [20, 1, 1000],
        'min_related_users': [3, 1, 1000000],
        'related_lift_weight': [1.5, 0, 10],
        'related_prior': [0.2, 0.001, 1000],
        'min_related_topics': [2, 1, 1000],
        'ubiquity_discount': [0.75, 0, 10],
        'lift_prior': [3.0, 0.001, 1000],
        'replenishment_discount': [0.3, 0, 0.99],
        'burst_discount': [0.3, 0, 0.99],
        'audience_identity_weight': [0.5, 0, 10],
        'strong_grade': [4, 1, 5],
        'sure_grade': [5, 1, 5],
        'product_share_prior': [20, 0, 1000000],
        'max_profile_reach': [0.2, 0, 1],
        'min_pair_name_score': [0.6, 0, 1],
        'profile_reach_prior': [20, 0, 1000000],
        'surest_line_discount': [0.5, 0, 1],
        'max_profile_candidates': [50, 1, 63],
        'profile_similarity_discount': [0.95, 0, 1],
        'shared_products': [0.5, 0, 1],
        'persona_evidence_prior': [4, 0.001, 1000],
        'persona_min_products': [3, 1, 1000],
        'persona_min_days': [6, 1, 36500],
        'persona_min_events': [20, 1, 1000000],
        'persona_min_prices': [5, 1, 1000000],
        'persona_price_prior': [20, 0, 1000000],
        'persona_habit_percentile': [0.8, 0.5, 0.999],
        'max_personas': [5, 1, 1000],
        'persona_walk_steps': [1, 1, 4],
        'persona_walk_prior': [0.02, 0.001, 1],
        'persona_rarity': [0.1, 0, 1],
        'price_band_min_products': [5, 1, 1000000],
        'basket_max_products': [1000, 2, 1000000],
        'basket_size_discount': [0.4, 0, 2],
        'sequence_min_baskets': [2, 2, 1000000],
        'sequence_prior': [5, 0, 1000000],
        'sequence_max_day_products': [50, 1, 1000000],
        'neighbours_per_product': [20, 1, 1000],
        'same_thing_cosine': [0.9, 0, 1.001],
        'similar_min_cosine': [0.7, 0, 1],
        'interest_min_products': [2, 1, 1000],
        'another_min_lift': [1, 0, 1000],
        'similar_per_product': [2, 1, 1000],
        'candidates_per_source': [100, 1, 10000],
        'topics_per_user': [20, 1, 1000],
        'products_per_interest': [30, 1, 10000],
        'recommendations_per_user': [50, 1, 1000],
        'recommendation_topic_discount': [0.9, 0, 1],
        'journey_min_placed_share': [0.4, 0, 1],
        'journey_min_products': [3, 1, 1000],
        'repeat_min_buyers': [3, 1, 1000000],
        'repeat_min_share': [0.05, 0, 1],
        'repeat_prior': [5, 0.001, 1000],
        'repeat_half_life_days': [90, 1, 100000],
        'preference_min_events': [5, 1, 1000000],
        'preference_min_products': [2, 1, 1000000],
        'preference_prior': [5, 0.001, 1000000],
        'unit_price_tolerance': [0.05, 0, 1],
    }) -%}
{%- endmacro %}
