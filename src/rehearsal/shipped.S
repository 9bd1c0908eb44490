    .section .rodata
    .global vigie_scenario_galerne_begin
    .global vigie_scenario_galerne_end
vigie_scenario_galerne_begin:
    .incbin VIGIE_SCENARIO_GALERNE
vigie_scenario_galerne_end:
    .byte 0
    .section .note.GNU-stack, "", %progbits
