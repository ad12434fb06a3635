"""Meeting: what happened, why, what do we do, who, by when?"""

from custodian.ui import frame, meeting

chosen = frame.draw("Meeting", has_bar=meeting.is_not_held_here)
meeting.draw(chosen)
