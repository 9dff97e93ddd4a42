{{ hobby__persona_round(2) }}
