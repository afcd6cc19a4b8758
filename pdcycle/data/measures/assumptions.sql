-- Assumptions: what `substitutes` reckons with, to be printed with it.
--
-- number  hundredths of the currency for `substitute_day`, minutes for `half_day_minutes`
-- text    the currency, what the number means, or who says so
--
-- A row for each assumption.
SELECT name, number, text
FROM assumption
ORDER BY name
