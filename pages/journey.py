"""Journey: from first recognition to repeat order, who brought them, and what do the two teams owe each other?"""

from custodian.ui import agreement, credit, filters, frame

chosen = frame.draw("Journey")
parts = {"promises": "What we owe each other", "credit": "Who gets the credit"}
part = filters.choose_segment("part", parts, "promises", "Part of the journey")

if part == "credit":
    credit.draw(chosen)
else:
    agreement.draw(chosen)
