-- Artifacts: how many of the products asked for in the whole program have been handed in.
--
-- numerator    counted expectations of an artifact or a video that evidence met
-- denominator  counted expectations of an artifact or a video, those still ahead among them
-- people       how many people stand behind the figure
--
-- A row for each program and school; NULL stands for all schools together.
SELECT
  program,
  school,
  sum(CASE WHEN is_met THEN 1 ELSE 0 END) AS numerator,
  count(*) AS denominator,
  count(DISTINCT nullif(person, '')) AS people
FROM expectation
WHERE is_counted AND wants IN ('artifact', 'video')
GROUP BY GROUPING SETS ((program, school), (program))
ORDER BY program, school
