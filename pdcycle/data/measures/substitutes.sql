-- Substitutes: the half-days substitutes covered, those that learning at one's own pace did without, and their price.
--
-- way          `used`: past sessions for which substitutes were booked; `avoided`: completed courses, as if each had
--              been a session in school time
-- half_days    each session or course rounded up to whole half-days of the assumed length, times its substitutes
-- cost         in hundredths of the assumed currency: half_days times half the price of a substitute's day
--
-- The assumptions are in the table `assumption`, and `assumptions` gives them; a price of 0 means that none was said.
-- A row for each program, way and school; NULL stands for all schools together.
WITH counted AS (
  SELECT
    cover.program,
    cover.way,
    cover.school,
    CAST(ceil(cover.minutes / (half.number * 1.0)) AS INTEGER) * cover.people AS half_days
  FROM cover
  CROSS JOIN assumption AS half
  WHERE half.name = 'half_day_minutes'
),
price AS (
  SELECT number, text FROM assumption WHERE name = 'substitute_day'
)
SELECT
  counted.program,
  counted.way,
  counted.school,
  sum(counted.half_days) AS half_days,
  CAST(floor(sum(counted.half_days) * max(price.number) / 2.0) AS BIGINT) AS cost,
  max(price.text) AS currency
FROM counted
CROSS JOIN price
GROUP BY GROUPING SETS ((counted.program, counted.way, counted.school), (counted.program, counted.way))
ORDER BY counted.program, counted.way, counted.school
