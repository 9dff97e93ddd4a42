{{ hobby__persona_round(1) }}
