-- Coaching regularity: how many members were never longer than ten days of school without a talk.
--
-- numerator    members asked for talks no two of which that follow each other lie more than ten school days apart
-- denominator  members asked for talks who had two or more
-- people       the same as the denominator
--
-- Ten school days are every other week. The time before the first talk and after the last is not looked at; the coach
-- sees it in `coaching_gaps`. A row for each program and school; NULL stands for all schools together.
WITH talks AS (
  SELECT DISTINCT asked.program, asked.school, asked.person, evidence.day
  FROM expectation AS asked
  JOIN program ON program.id = asked.program
  JOIN evidence ON evidence.person = asked.person AND evidence.kind = 'log'
    AND evidence.day BETWEEN program.first_day AND program.last_day
  WHERE asked.wants = 'log' AND asked.is_counted AND asked.person <> ''
),
stretches AS (
  SELECT program, school, person, day AS last_day,
    lead(day) OVER (PARTITION BY program, person ORDER BY day) AS next_day
  FROM talks
),
gaps AS (
  SELECT stretches.program, stretches.school, stretches.person, stretches.last_day, count(school_day.day) AS gap
  FROM stretches
  LEFT JOIN school_day ON school_day.school = stretches.school
    AND school_day.day > stretches.last_day AND school_day.day < stretches.next_day
  WHERE stretches.next_day IS NOT NULL
  GROUP BY stretches.program, stretches.school, stretches.person, stretches.last_day
),
longest AS (
  SELECT program, school, person, max(gap) AS gap FROM gaps GROUP BY program, school, person
)
SELECT
  program,
  school,
  sum(CASE WHEN gap <= 10 THEN 1 ELSE 0 END) AS numerator,
  count(*) AS denominator,
  count(*) AS people
FROM longest
GROUP BY GROUPING SETS ((program, school), (program))
ORDER BY program, school
