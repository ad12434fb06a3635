-- The words by which a reason is recognised.
select code, pattern
from loss_reasons
