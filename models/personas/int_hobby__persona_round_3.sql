{{ hobby__persona_round(3) }}
