-- Coaching gaps: the longest time each member was without a talk, in days of school.
--
-- gap          the most school days between two talks that follow each other, from the program's start (or the day the
--              person joined) to the first, and from the last to the day of the report (or the person's or program's end)
-- from_day     the day that gap begins, to_day the day it ends; both days themselves are not in it
-- talks        how many days had a talk with this person, asked for or beyond
--
-- Days are those of the person's school. A row for each program and person who is asked for talks, once the program has
-- begun and the person has joined: it is about one person, and for the coach and that person alone. `coaching_regularity`
-- counts them by school.
WITH asked AS (
  SELECT DISTINCT expectation.program, expectation.school, expectation.person
  FROM expectation
  WHERE expectation.wants = 'log' AND expectation.is_counted AND expectation.person <> ''
),
stays AS (
  SELECT
    asked.program,
    asked.school,
    asked.person,
    greatest(max(program.first_day), coalesce(min(membership.first_day), max(program.first_day))) AS first_day,
    least(
      max(program.last_day), max(today.day),
      coalesce(max(membership.last_day), max(program.last_day))
    ) AS last_day
  FROM asked
  JOIN program ON program.id = asked.program
  CROSS JOIN today
  LEFT JOIN membership ON membership.program = asked.program AND membership.person = asked.person
  GROUP BY asked.program, asked.school, asked.person
),
bounds AS (
  SELECT program, school, person, first_day, last_day FROM stays WHERE first_day <= last_day
),
marks AS (
  SELECT program, school, person, first_day AS day, 0 AS is_talk FROM bounds
  UNION
  SELECT program, school, person, last_day, 0 FROM bounds
  UNION
  SELECT bounds.program, bounds.school, bounds.person, evidence.day, 1
  FROM bounds
  JOIN evidence ON evidence.person = bounds.person AND evidence.kind = 'log'
    AND evidence.day BETWEEN bounds.first_day AND bounds.last_day
),
stretches AS (
  SELECT program, school, person, day, is_talk,
    lead(day) OVER (PARTITION BY program, person ORDER BY day, is_talk) AS next_day
  FROM marks
),
measured AS (
  SELECT stretches.program, stretches.school, stretches.person, stretches.day, stretches.next_day,
    count(school_day.day) AS gap
  FROM stretches
  LEFT JOIN school_day ON school_day.school = stretches.school
    AND school_day.day > stretches.day AND school_day.day < stretches.next_day
  WHERE stretches.next_day IS NOT NULL
  GROUP BY stretches.program, stretches.school, stretches.person, stretches.day, stretches.next_day
),
ranked AS (
  SELECT program, school, person, day, next_day, gap,
    row_number() OVER (PARTITION BY program, person ORDER BY gap DESC, day, next_day) AS place
  FROM measured
),
talked AS (
  SELECT program, person, sum(is_talk) AS talks FROM marks GROUP BY program, person
)
SELECT
  ranked.program,
  ranked.school,
  ranked.person,
  ranked.gap,
  ranked.day AS from_day,
  ranked.next_day AS to_day,
  talked.talks
FROM ranked
JOIN talked ON talked.program = ranked.program AND talked.person = ranked.person
WHERE ranked.place = 1
ORDER BY ranked.program, ranked.person
