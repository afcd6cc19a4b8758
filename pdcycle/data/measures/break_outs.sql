-- Break-outs: how many of the planned ones were held.
--
-- numerator    break-outs of a past date that somebody's evidence shows to have been held
-- denominator  break-outs of a past date that were not cancelled
-- planned      all that were not cancelled, those to come among them
--
-- These count meetings, not people. A row for each program and school; NULL stands for all schools together.
SELECT
  program,
  school,
  sum(CASE WHEN is_past AND is_held THEN 1 ELSE 0 END) AS numerator,
  sum(CASE WHEN is_past THEN 1 ELSE 0 END) AS denominator,
  count(*) AS planned
FROM event
WHERE kind = 'break-out' AND NOT is_cancelled
GROUP BY GROUPING SETS ((program, school), (program))
ORDER BY program, school
