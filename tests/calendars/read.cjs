// Reads every .ics below a folder with ical.js and prints what it saw as JSON.
const fs = require("node:fs");
const path = require("node:path");
const ICAL = require("ical.js");

function files(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    return entry.isDirectory() ? files(full) : full.endsWith(".ics") ? [full] : [];
  });
}

function moment(time) {
  return time.isDate ? time.toString() : time.toJSDate().toISOString();
}

function events(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      sequence: event.sequence,
      title: event.summary,
      where: event.location,
      start: moment(event.startDate),
      end: moment(event.endDate),
      status: component.getFirstPropertyValue("status"),
      transparency: component.getFirstPropertyValue("transp"),
      stamp: component.getFirstPropertyValue("dtstamp").toJSDate().toISOString(),
    };
  });
}

const folder = process.argv[2];
const found = {};
process.env.TZ = "UTC";
for (const file of files(folder)) {
  ICAL.TimezoneService.reset();
  const text = fs.readFileSync(file, "utf8");
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  }
  found[path.relative(folder, file).split(path.sep).join("/")] = events(text);
}
process.stdout.write(JSON.stringify(found));
