import type { Handler } from "./answer.ts";
import { runOptions } from "./command-options.ts";
import { mistakes } from "./answer.ts";

/** `calendar`: the next weeks of all schedules as text, as a drawing or as a page. */
export const calendar: Handler = async (context) => {
  const { invocation, library, fail, io } = context;
  const asPage = invocation.flag("html");
  const asDrawing = invocation.flag("svg");
  if (asPage && asDrawing)
    throw fail(
      "unexpected-value",
      "--html stands beside --svg",
      "give one of them; the page has the drawing's content",
    );
  const weeks = invocation.value("weeks");
  if (weeks !== undefined && !/^\d{1,3}$/.test(weeks))
    throw fail("unexpected-value", `--weeks cannot be ${weeks}`, "give a number, for example 8");
  const result = await library.calendar({
    ...runOptions(context),
    ...(weeks !== undefined && { weeks: Number(weeks) }),
    timezone: invocation.value("timezone") ?? (io.env["TZ"] === "" ? undefined : io.env["TZ"]),
    deployed: invocation.flag("deployed"),
  });
  const { renderCalendar } = await import("./render/calendar.ts");
  const { renderCalendarPage, renderCalendarSvg } = await import("./render/calendar-page.ts");
  const render = asPage ? renderCalendarPage : asDrawing ? renderCalendarSvg : renderCalendar;
  const failure = mistakes(result.diagnostics);
  return {
    exitCode: failure === undefined ? 0 : 1,
    document: result,
    diagnostics: result.diagnostics,
    stdout: render(result),
    ...(failure !== undefined && { failure }),
  };
};
