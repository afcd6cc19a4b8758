-- Coaching dose: the talks each member had with a coach, and how long these were.
--
-- talks    logs that met an expectation of the program, and logs beyond what was asked
-- minutes  the time these logs tell; untold is how many of them tell none
-- beyond   the talks nobody had asked for
--
-- A talk beyond counts in every program that asks its person for logs. A row for each program and person.
SELECT
  asked.program,
  asked.school,
  asked.person,
  count(*) AS talks,
  sum(coalesce(evidence.minutes, 0)) AS minutes,
  sum(CASE WHEN evidence.minutes IS NULL THEN 1 ELSE 0 END) AS untold,
  sum(CASE WHEN evidence.is_beyond THEN 1 ELSE 0 END) AS beyond
FROM (SELECT DISTINCT program, school, person FROM expectation WHERE wants = 'log') AS asked
JOIN evidence ON evidence.person = asked.person AND evidence.kind = 'log'
LEFT JOIN (SELECT DISTINCT program, evidence AS id FROM expectation WHERE evidence IS NOT NULL) AS used
  ON used.program = asked.program AND used.id = evidence.id
WHERE used.id IS NOT NULL OR evidence.is_beyond
GROUP BY asked.program, asked.school, asked.person
ORDER BY asked.program, asked.person
