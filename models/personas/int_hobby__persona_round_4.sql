{{ hobby__persona_round(4) }}
