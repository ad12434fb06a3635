"""Journey: from first recognition to repeat order, who brought them, and what do the two teams owe each other?"""

from custodian.ui import agreement, credit, filters, frame, journey

chosen = frame.draw("Journey")
parts = {"way": "The way of companies", "promises": "What we owe each other", "credit": "Who gets the credit"}
part = filters.choose_segment("part", parts, "way", "Part of the journey")

if part == "credit":
    credit.draw(chosen)
elif part == "promises":
    agreement.draw(chosen)
else:
    journey.draw(chosen)
