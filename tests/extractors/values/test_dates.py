"""Dates as printed -> the span they mean. Each row says why it is hard."""
from __future__ import annotations

import datetime as dt
import re

import pytest

from extractors.values.dates import paper_date, read_date, read_period


def span(printed: str, context: str | None = None, direction: str = "near") -> tuple[str | None, str | None, str | None]:
    found = read_date(printed, dt.date.fromisoformat(context) if context else None, direction=direction)
    if found is None:
        return None, None, None
    return found.kind, found.start and found.start.isoformat(), found.end and found.end.isoformat()


# Written down before the rules, and kept as they were: (printed, context, kind, start, end). A kind of None: not a date.
BLIND = [
    # days, in the orders and marks that people type
    ("31st March 2023", None, "day", "2023-03-31", "2023-03-31"),
    ("Friday 3rd November, 2023", None, "day", "2023-11-03", "2023-11-03"),
    ("03/11/23", None, "day", "2023-11-03", "2023-11-03"),
    ("3-11-2023", None, "day", "2023-11-03", "2023-11-03"),
    ("03.11.23 (SLT)", None, "day", "2023-11-03", "2023-11-03"),
    ("Nov 3rd 2023", None, "day", "2023-11-03", "2023-11-03"),
    ("3 Nov '23", None, "day", "2023-11-03", "2023-11-03"),
    ("03-Nov-23", None, "day", "2023-11-03", "2023-11-03"),
    ("Report due 14 February 2022", None, "day", "2022-02-14", "2022-02-14"),
    ("Cabinet – 9th Sept. 2021", None, "day", "2021-09-09", "2021-09-09"),
    ("1 st October 2020", None, "day", "2020-10-01", "2020-10-01"),
    ("20 July 22 at 10.30am", None, "day", "2022-07-20", "2022-07-20"),
    ("2024-02-29", None, "day", "2024-02-29", "2024-02-29"),
    ("Thursday 12 May", "2022-04-01", "day", "2022-05-12", "2022-05-12"),
    ("5th January", "2021-12-10", "day", "2022-01-05", "2022-01-05"),
    # months
    ("Aug-22", None, "month", "2022-08-01", "2022-08-31"),
    ("February 2024", None, "month", "2024-02-01", "2024-02-29"),
    ("Sept' 21", None, "month", "2021-09-01", "2021-09-30"),
    ("Nov21", None, "month", "2021-11-01", "2021-11-30"),
    ("OCTOBER 2020", None, "month", "2020-10-01", "2020-10-31"),
    ("10/2020", None, "month", "2020-10-01", "2020-10-31"),
    ("Complete - July 2021", None, "month", "2021-07-01", "2021-07-31"),
    ("Policy adopted Mar 20", None, "month", "2020-03-01", "2020-03-31"),
    ("Oct", "2020-09-15", "month", "2020-10-01", "2020-10-31"),
    ("mid November 2022", None, "month", "2022-11-01", "2022-11-30"),
    ("During January 2023", None, "month", "2023-01-01", "2023-01-31"),
    # open ended
    ("by 30 June 2021", None, "before", None, "2021-06-30"),
    ("By April 2022", None, "before", None, "2022-04-30"),
    ("end Sept 2021", None, "before", None, "2021-09-30"),
    ("End of Feb 24", None, "before", None, "2024-02-29"),
    ("by the end of December 2021", None, "before", None, "2021-12-31"),
    ("No later than 1/9/21", None, "before", None, "2021-09-01"),
    ("Until March 2023", None, "until", None, "2023-03-31"),
    ("from 1 April 2021", None, "from", "2021-04-01", None),
    ("April 2021 onwards", None, "from", "2021-04-01", None),
    ("Ongoing from Sept 20", None, "from", "2020-09-01", None),
    ("In place since 2 Nov 2020", None, "from", "2020-11-02", None),
    ("end of 2022", None, "before", None, "2022-12-31"),
    ("by end of 2021/22", None, "before", None, "2022-03-31"),
    ("By end Q2 2022/23", None, "before", None, "2022-09-30"),
    # spans
    ("Jan-Mar 2021", None, "range", "2021-01-01", "2021-03-31"),
    ("Nov 20 to Feb 21", None, "range", "2020-11-01", "2021-02-28"),
    ("Dec/Jan 2022", None, "range", "2021-12-01", "2022-01-31"),
    ("1 April 2021 – 31 March 2022", None, "range", "2021-04-01", "2022-03-31"),
    ("14-16 June 2021", None, "range", "2021-06-14", "2021-06-16"),
    ("between May and July 2022", None, "range", "2022-05-01", "2022-07-31"),
    ("May 21 & Nov 21", None, "range", "2021-05-01", "2021-11-30"),
    ("w/c 17th May 2021", None, "week", "2021-05-17", "2021-05-23"),
    ("week ending 28 Feb 2021", None, "week", "2021-02-22", "2021-02-28"),
    ("Q1 2021/22", None, "quarter", "2021-04-01", "2021-06-30"),
    ("Quarter 4 20/21", None, "quarter", "2021-01-01", "2021-03-31"),
    ("2022/23", None, "year", "2022-04-01", "2023-03-31"),
    ("22-23", None, "year", "2022-04-01", "2023-03-31"),
    ("2023", None, "year", "2023-01-01", "2023-12-31"),
    ("Autumn 2021", None, "season", "2021-09-01", "2021-11-30"),
    ("Winter 2021/22", None, "season", "2021-12-01", "2022-02-28"),
    ("Autumn term 2022", None, "season", "2022-09-01", "2022-12-31"), ("Summer term 2025", None, "season", "2025-04-01", "2025-07-31"), ("Spring term 2024/25", None, "season", "2025-01-01", "2025-04-30"),
    # several in one cell
    ("30.09.2021\n31.12.2021", None, "day", "2021-12-31", "2021-12-31"),
    ("March 2021 (revised to Sept 2021)", None, "month", "2021-09-01", "2021-09-30"),
    ("31/03/21 extended to 30/06/21", None, "day", "2021-06-30", "2021-06-30"),
    # no date, and says so
    ("tbc", None, "status", None, None),
    ("To be determined", None, "status", None, None),
    ("On-going", None, "status", None, None),
    ("Immediately", None, "status", None, None),
    ("n/a", None, "status", None, None),
    ("Quarterly", None, "status", None, None),
    ("Within 3 months", None, "status", None, None),
    # not dates
    ("24/7 helpline", None, None, None, None),
    ("3/4 of homes", None, None, None, None),
    ("Care Act 2014", None, None, None, None),
    ("This may take longer", None, None, None, None),
    ("6.1.1", None, None, None, None),
    ("June Hartley", None, None, None, None),
    ("75%", None, None, None, None),
    ("Head of Service", None, None, None, None),
    ("march towards target", None, None, None, None),
    ("10 of 12 homes", None, None, None, None),
    ("£20,000", None, None, None, None),
    ("1234", None, None, None, None),
]

# A second set, written when the rules read the first; first run 40 of 47.
SECOND = [
    ("30th Jun 2022 (Cabinet)", None, "day", "2022-06-30", "2022-06-30"),
    ("Cabinet Sept 23", None, "month", "2023-09-01", "2023-09-30"),
    ("Launched April 2022", None, "month", "2022-04-01", "2022-04-30"),
    ("by Dec 2022 at the latest", None, "before", None, "2022-12-31"),
    ("Start Sept 21 - complete March 22", None, "range", "2021-09-01", "2022-03-31"),
    ("End of Q4 2022/23", None, "before", None, "2023-03-31"),
    ("Summer/Autumn 2023", None, "range", "2023-06-01", "2023-11-30"),
    ("31.3.24", None, "day", "2024-03-31", "2024-03-31"),
    ("01/04/2024-31/03/2025", None, "range", "2024-04-01", "2025-03-31"),
    ("Jul 2023 / Oct 2023", None, "range", "2023-07-01", "2023-10-31"),
    ("Mon 9 Oct 2023", None, "day", "2023-10-09", "2023-10-09"),
    ("w/c 09.10.23", None, "week", "2023-10-09", "2023-10-15"),
    ("FY 2024/25", None, "year", "2024-04-01", "2025-03-31"),
    ("Academic year 2023/24", None, "year", "2023-09-01", "2024-08-31"),
    ("Autumn 23", None, "season", "2023-09-01", "2023-11-30"),
    ("Original: 31/12/22\nRevised: 30/04/23", None, "day", "2023-04-30", "2023-04-30"),
    ("Was June 2022, now Sept 2022", None, "month", "2022-09-01", "2022-09-30"),
    ("Oct 22 (was Jul 22)", None, "month", "2022-10-01", "2022-10-31"),
    ("Completed 14/2/23", None, "day", "2023-02-14", "2023-02-14"),
    ("March – May 2024", None, "range", "2024-03-01", "2024-05-31"),
    ("1st week of May 2024", None, "month", "2024-05-01", "2024-05-31"),
    ("Jan 2024 and then quarterly", None, "month", "2024-01-01", "2024-01-31"),
    ("Ongoing (review Jan 2024)", None, "month", "2024-01-01", "2024-01-31"),
    ("Before Christmas", None, None, None, None),
    ("Phase 2: Nov 2023", None, "month", "2023-11-01", "2023-11-30"),
    ("Meeting of 12 Sept", "2023-10-01", "day", "2023-09-12", "2023-09-12"),
    ("Sept/Oct", "2023-08-01", "range", "2023-09-01", "2023-10-31"),
    ("Next meeting", None, "status", None, None),
    ("Subject to funding", None, "status", None, None),
    ("April Jones", None, None, None, None),
    ("May Day event", None, None, None, None),
    ("Room 12/13", None, None, None, None),
    ("Table 2023", None, None, None, None),
    ("40-50 homes", None, None, None, None),
    ("2nd floor", None, None, None, None),
    ("PL/2023/014", None, None, None, None),
    ("1 in 4", None, None, None, None),
    ("Agenda for Change", None, None, None, None),
    ("12 months from March 2023", None, "range", "2023-03-01", "2024-02-29"),
    ("Six months from 1 April 2023", None, "range", "2023-04-01", "2023-09-30"),
    ("Up to March 2025", None, "until", None, "2025-03-31"),
    ("Sep 2023 →", None, "from", "2023-09-01", None),
    ("Sept 2023+", None, "from", "2023-09-01", None),
    ("Q2/Q3 2023/24", None, "range", "2023-07-01", "2023-12-31"),
    ("2023/24 Q1", None, "quarter", "2023-04-01", "2023-06-30"),
    ("Early 2024", None, "year", "2024-01-01", "2024-12-31"),
    ("late Sept 2023", None, "month", "2023-09-01", "2023-09-30"),
]

# A third set; first run 52 of 55.
THIRD = [
    ("Report to March 2022 Committee", None, "month", "2022-03-01", "2022-03-31"),
    ("Sep 22 and ongoing", None, "from", "2022-09-01", None),
    ("June 22 - ongoing", None, "from", "2022-06-01", None),
    ("Apr 22-Mar 23", None, "range", "2022-04-01", "2023-03-31"),
    ("01.04.22 to 30.06.22", None, "range", "2022-04-01", "2022-06-30"),
    ("30/6/22 (revised 30/9/22)", None, "day", "2022-09-30", "2022-09-30"),
    ("30 June 2022\n(revised from 31 March 2022)", None, "day", "2022-06-30", "2022-06-30"),
    ("Dec-22", None, "month", "2022-12-01", "2022-12-31"),
    ("Q4 22/23", None, "quarter", "2023-01-01", "2023-03-31"),
    ("Q4", None, "quarter", None, None),
    ("By end of Q3 2022-23", None, "before", None, "2022-12-31"),
    ("Oct half term 2022", None, "month", "2022-10-01", "2022-10-31"),
    ("Easter 2023", None, None, None, None),
    ("end of financial year 2022/23", None, "before", None, "2023-03-31"),
    ("Year end 2022/23", None, "before", None, "2023-03-31"),
    ("31 Mar 2023 (TBC)", None, "day", "2023-03-31", "2023-03-31"),
    ("Nov 2022 – Board", None, "month", "2022-11-01", "2022-11-30"),
    ("2022/2023", None, "year", "2022-04-01", "2023-03-31"),
    ("Throughout 2022/23", None, "year", "2022-04-01", "2023-03-31"),
    ("Late 2022/early 2023", None, "range", "2022-01-01", "2023-12-31"),
    ("12/2022", None, "month", "2022-12-01", "2022-12-31"),
    ("Wed 5 Oct 22", None, "day", "2022-10-05", "2022-10-05"),
    ("5 Oct 22, 2pm", None, "day", "2022-10-05", "2022-10-05"),
    ("Monthly from Oct 22", None, "from", "2022-10-01", None),
    ("Quarterly – next due Jan 23", None, "month", "2023-01-01", "2023-01-31"),
    ("Annually in April", None, "month", None, None),
    ("Interim: July 22; final: Dec 22", None, "range", "2022-07-01", "2022-12-31"),
    ("ASAP", None, "status", None, None),
    ("TBA", None, "status", None, None),
    ("Not applicable", None, "status", None, None),
    ("1.4.22", None, "day", "2022-04-01", "2022-04-01"),
    ("January '23", None, "month", "2023-01-01", "2023-01-31"),
    ("Jan 2023 onward", None, "from", "2023-01-01", None),
    ("On or before 1 May 2022", None, "before", None, "2022-05-01"),
    ("Start of 2023", None, "year", "2023-01-01", "2023-12-31"),
    ("September 2022 (was June 2022)", None, "month", "2022-09-01", "2022-09-30"),
    ("28th February, 2022", None, "day", "2022-02-28", "2022-02-28"),
    ("3rd/4th May 2022", None, "range", "2022-05-03", "2022-05-04"),
    ("Feb/Mar 22", None, "range", "2022-02-01", "2022-03-31"),
    ("Within 28 days", None, "status", None, None),
    ("6 months from Feb 2022", None, "range", "2022-02-01", "2022-07-31"),
    ("Summer 22", None, "season", "2022-06-01", "2022-08-31"),
    ("4 weeks", None, "status", None, None),
    ("Completed Sept 21", None, "month", "2021-09-01", "2021-09-30"),
    ("Complete", None, "status", None, None),
    ("Ward 7", None, None, None, None),
    ("30 homes", None, None, None, None),
    ("7.5 FTE", None, None, None, None),
    ("R1", None, None, None, None),
    ("50/50", None, None, None, None),
    ("Section 106", None, None, None, None),
    ("Sat nav", None, None, None, None),
    ("Mary Summers", None, None, None, None),
    ("August Penrose", None, None, None, None),
    ("Autumn leaves project", None, None, None, None),
]

# (printed, context, kind, start, end, why it is hard)
CASES = [
    ("Dec 17", None, "month", "2017-12-01", "2017-12-31", "a month of 2017, not the 17th of December"),
    ("Dec17", None, "month", "2017-12-01", "2017-12-31", "no space"),
    ("Dec '17", None, "month", "2017-12-01", "2017-12-31", "apostrophe"),
    ("Dec ’17", None, "month", "2017-12-01", "2017-12-31", "curly apostrophe"),
    ("May-12", None, "month", "2012-05-01", "2012-05-31", "a spreadsheet's month format"),
    ("12-May", "2022-03-01", "day", "2022-05-12", "2022-05-12", "a spreadsheet's day format"),
    ("Sept 2018", None, "month", "2018-09-01", "2018-09-30", "four-letter abbreviation"),
    ("SEPT. 18", None, "month", "2018-09-01", "2018-09-30", "capitals and full stop"),
    ("Febuary 2021", None, "month", "2021-02-01", "2021-02-28", "misspelt"),
    ("Feb 2024", None, "month", "2024-02-01", "2024-02-29", "leap year"),
    ("Feb 18 - Feb 19", None, "range", "2018-02-01", "2019-02-28", "two months with two-digit years, not two days"),
    ("Feb 18 – Feb 19", None, "range", "2018-02-01", "2019-02-28", "en dash"),
    ("Dec 20 Oct 20 May 21", None, "range", "2020-10-01", "2021-05-31", "three months in a cell, out of order"),
    ("Dec 20\nOct 20\nMay 21", None, "range", "2020-10-01", "2021-05-31", "the same, as lines"),
    ("Mar 2021\nAug 21", None, "range", "2021-03-01", "2021-08-31", "both forms of year"),
    ("From Jan 18", None, "from", "2018-01-01", None, "start only"),
    ("Commenced Feb 2020", None, "from", "2020-02-01", None, "begun: start only"),
    ("commence July 2021", None, "month", "2021-07-01", "2021-07-31", "to begin in that month"),
    ("Commencing May 2024 and ongoing", None, "from", "2024-05-01", None, "open end"),
    ("Portal opened Feb 19", None, "month", "2019-02-01", "2019-02-28", "text before"),
    ("Workshop held by 27 June 2014", None, "before", None, "2014-06-27", "text and 'by' before"),
    ("Board 06/10/09", None, "day", "2009-10-06", "2009-10-06", "venue before"),
    ("Exec. Team 14/07/09", None, "day", "2009-07-14", "2009-07-14", "venue with a full stop"),
    ("08.11.2023 Review", None, "day", "2023-11-08", "2023-11-08", "text after"),
    ("by end March 2018", None, "before", None, "2018-03-31", "by, end, no 'of'"),
    ("end of March 22", None, "before", None, "2022-03-31", "the month's last day"),
    ("end April 18", None, "before", None, "2018-04-30", "no preposition"),
    ("w/c 5 March 18", None, "week", "2018-03-05", "2018-03-11", "week commencing"),
    ("w/c 8.3.21 for 6 weeks", None, "range", "2021-03-08", "2021-04-18", "a length"),
    ("week commencing 7 June 2021", None, "week", "2021-06-07", "2021-06-13", "in words"),
    ("w/e 11 March 18", None, "week", "2018-03-05", "2018-03-11", "week ending"),
    ("17 th September 2021", None, "day", "2021-09-17", "2021-09-17", "ordinal split off by a superscript"),
    ("30° June 2021", None, "day", "2021-06-30", "2021-06-30", "ordinal misread as a degree sign"),
    ("22 nd January 2018", None, "day", "2018-01-22", "2018-01-22", "split ordinal"),
    ("23.11.21", None, "day", "2021-11-23", "2021-11-23", "dotted, two-digit year"),
    ("1/12/17", None, "day", "2017-12-01", "2017-12-01", "British order"),
    ("01/01/26", None, "day", "2026-01-01", "2026-01-01", "ambiguous order, British by house rule"),
    ("31 / 03 / 2023", None, "day", "2023-03-31", "2023-03-31", "spaces round the slashes"),
    ("12th & 13th May 21", None, "range", "2021-05-12", "2021-05-13", "two days of a month"),
    ("2nd Oct – 4th Oct 2019", None, "range", "2019-10-02", "2019-10-04", "year printed once"),
    ("28 Feb - 3 Mar 2022", None, "range", "2022-02-28", "2022-03-03", "over a month's end"),
    ("Jan/Feb '18", None, "range", "2018-01-01", "2018-02-28", "year filled back"),
    ("Jan - Mar 2022", None, "range", "2022-01-01", "2022-03-31", "year filled back"),
    ("Nov - Feb 2022", None, "range", "2021-11-01", "2022-02-28", "filled back over New Year"),
    ("May/June 2025", None, "range", "2025-05-01", "2025-06-30", "either month"),
    ("April 2021 to March 2022", None, "range", "2021-04-01", "2022-03-31", "in words"),
    ("Q3 2019/20", None, "quarter", "2019-10-01", "2019-12-31", "financial quarters run from April"),
    ("Q4 2019/20", None, "quarter", "2020-01-01", "2020-03-31", "the last is in the next year"),
    ("Quarter Three 2021/22", None, "quarter", "2021-10-01", "2021-12-31", "in words"),
    ("Q3 (2021/22)", None, "quarter", "2021-10-01", "2021-12-31", "year in brackets"),
    ("3rd quarter 2021-22", None, "quarter", "2021-10-01", "2021-12-31", "ordinal before"),
    ("Q4 (Jan - Mar 2020)", None, "range", "2020-01-01", "2020-03-31", "the months in brackets say the year"),
    ("Q1 & Q2 2022/23", None, "range", "2022-04-01", "2022-09-30", "two quarters"),
    ("H1 2022/23", None, "range", "2022-04-01", "2022-09-30", "half year"),
    ("20/21", None, "year", "2020-04-01", "2021-03-31", "a financial year alone in the cell"),
    ("2020/21", None, "year", "2020-04-01", "2021-03-31", "financial year"),
    ("2020-2021", None, "year", "2020-04-01", "2021-03-31", "in full"),
    ("11/12", "2021-11-20", "day", "2021-12-11", "2021-12-11", "no financial year of ten years ago"),
    ("2021-2024", None, "range", "2021-01-01", "2024-12-31", "no financial year: not one apart"),
    ("Spring 2022", None, "season", "2022-03-01", "2022-05-31", "season"),
    ("spring/ summer 2018", None, "range", "2018-03-01", "2018-08-31", "two seasons, one year"),
    ("Winter 2022", None, "season", "2022-12-01", "2023-02-28", "runs into the next year"),
    ("early summer 2023", None, "season", "2023-06-01", "2023-08-31", "part of a season: the whole, no guess"),
    ("Mid June 2021", None, "month", "2021-06-01", "2021-06-30", "part of a month: the whole"),
    ("Early 2022", None, "year", "2022-01-01", "2022-12-31", "part of a year: the whole"),
    ("within 9 months, ie by March 2007", None, "before", None, "2007-03-31", "a length explained by a date"),
    ("21 May 18 at 2pm", None, "day", "2018-05-21", "2018-05-21", "time of day"),
    ("Monday 28th March 2022", None, "day", "2022-03-28", "2022-03-28", "weekday that agrees"),
    ("before 5 May 2022", None, "before", None, "2022-05-04", "the day itself is too late"),
    ("until 5 May 2022", None, "until", None, "2022-05-05", "the day itself counts"),
    ("05/2022", None, "month", "2022-05-01", "2022-05-31", "month in figures"),
    ("March 05", "2021-12-01", "day", "2022-03-05", "2022-03-05", "not March 2005"),
    ("14 Aug", "2021-07-01", "day", "2021-08-14", "2021-08-14", "year from the round"),
    ("30 Sept", "2021-10-20", "day", "2021-09-30", "2021-09-30", "nearest is behind"),
    ("June", "2021-05-01", "month", "2021-06-01", "2021-06-30", "month alone"),
    ("May", "2021-12-01", "month", "2022-05-01", "2022-05-31", "month that is also a verb, alone in the cell"),
    ("later in March", "2018-03-19", "month", "2018-03-01", "2018-03-31", "relative, with a preposition"),
    ("Jan", None, "month", None, None, "no year and no context: understood, not guessed"),
    ("31/02/2022", None, "day", None, None, "no such day"),
    ("13/14/2022", None, "day", None, None, "no such month"),
    ("29 Feb 2023", None, "day", None, None, "no leap year"),
    ("13.09.2023 then 08.11.2023", None, "day", "2023-11-08", "2023-11-08", "the last stands"),
    ("13.09.2023 08.11.2023", None, "day", "2023-11-08", "2023-11-08", "lines lost"),
    ("13.09.2023\n08.11.2023 Review", None, "day", "2023-11-08", "2023-11-08", "text after the second"),
    ("31 March 2022 - 30 June 2022", None, "range", "2022-03-31", "2022-06-30", "a dash joins, it does not replace"),
    ("31 March 2022 and 30 June 2022", None, "range", "2022-03-31", "2022-06-30", "two dates that both stand"),
    ("~~March 2021~~ June 2021", None, "month", "2021-06-01", "2021-06-30", "struck out"),
    ("Extended from March 2021 to June 2021", None, "month", "2021-06-01", "2021-06-30", "from ... to that moves a date"),
    ("June 2021 (originally March 2021)", None, "month", "2021-06-01", "2021-06-30", "the second is the old one"),
    ("31/12/98", None, "day", "1998-12-31", "1998-12-31", "last century"),
    ("TBC", None, "status", None, None, "placeholder"),
    ("Date to be confirmed", None, "status", None, None, "placeholder in words"),
    ("TBC - awaiting guidance", None, "status", None, None, "placeholder with a reason"),
    ("To be agreed", None, "status", None, None, "placeholder"),
    ("Ongoing", None, "status", None, None, "no end"),
    ("Immediate", None, "status", None, None, "no date"),
    ("Within 6 months", None, "status", None, None, "counts from nothing printed"),
    ("Every six weeks", None, "status", None, None, "frequency"),
    ("Completed", None, "status", None, None, "a status where a date should be"),
    ("-", None, "status", None, None, "a dash"),
    ("24/7", "2021-05-01", None, None, None, "round the clock"),
    ("page 6/7", "2021-05-01", None, None, None, "page numbers"),
    ("MAR charts", "2021-05-01", None, None, None, "an abbreviation that is no month"),
    ("2/3 posts", "2021-05-01", None, None, None, "a share"),
    ("This may involve partners", "2021-05-01", None, None, None, "verb"),
    ("March on together", "2021-05-01", None, None, None, "no preposition"),
    ("1.1", "2021-05-01", None, None, None, "a number"),
    ("6.1.1", "2021-05-01", None, None, None, "a number of three levels"),
    ("2019/061 1", None, None, None, None, "a reference with a year"),
    ("BOD 60/17(h)", "2021-05-01", None, None, None, "a minute"),
    ("SR (25/26) 01", None, None, None, None, "a reference with a financial year"),
    ("95% by all homes", None, None, None, None, "a share"),
    ("10.00 am", "2021-05-01", None, None, None, "a time"),
    ("April Whitcombe", "2021-05-01", None, None, None, "a first name"),
    ("12 months", None, "status", None, None, "a length, no date"),
    ("1792 service users", None, None, None, None, "a count"),
    ("Housing Act 1996", None, None, None, None, "an Act"),
    ("", None, None, None, None, "nothing"),
]


@pytest.mark.parametrize("printed, context, kind, start, end", [*BLIND, *SECOND, *THIRD])
def test_unseen_cells(printed: str, context: str | None, kind: str | None, start: str | None, end: str | None) -> None:
    assert span(printed, context) == (kind, start, end)


@pytest.mark.parametrize("printed, context, kind, start, end, why", CASES)
def test_cells(printed: str, context: str | None, kind: str | None, start: str | None, end: str | None, why: str) -> None:
    assert span(printed, context) == (kind, start, end), why


@pytest.mark.parametrize("printed, context, direction, day", [
    ("5 January", "2021-12-10", "near", "2022-01-05"),
    ("5 January", "2021-12-10", "past", "2021-01-05"),
    ("5 June", "2021-12-10", "past", "2021-06-05"),
    ("5 June", "2021-12-10", "future", "2022-06-05"),
    ("held 5 February", "2021-12-10", "near", "2021-02-05"),
    ("due 5 November", "2021-12-10", "near", "2022-11-05"),
])
def test_lost_year_is_inferred_and_said(printed: str, context: str, direction: str, day: str) -> None:
    found = read_date(printed, dt.date.fromisoformat(context), direction=direction)
    assert found is not None and found.start == dt.date.fromisoformat(day) and found.year_inferred


@pytest.mark.parametrize("printed", ["3 May 2021", "May 21", "Q3 2019/20", "Jan - Mar 2022", "2020/21"])
def test_printed_year_is_not_inferred(printed: str) -> None:
    found = read_date(printed, dt.date(2021, 1, 1))
    assert found is not None and not found.year_inferred


def test_quarter_of_a_single_year_is_an_inference() -> None:
    found = read_date("Q4 2019")
    assert found is not None and found.year_inferred


@pytest.mark.parametrize("printed, context, note", [
    ("Tuesday 28th March 2022", None, "date-inconsistent"),
    ("Mon 29th March", "2022-03-01", "date-inconsistent"),
    ("June 2022 - April 2022", None, "date-inconsistent"),
    ("31/02/2022", None, "date-inconsistent"),
    ("Jan", None, "date-not-understood"),
    ("13.09.2023\n08.11.2023", None, "date-superseded"),
    ("3 May 2021", None, None),
])
def test_notes(printed: str, context: str | None, note: str | None) -> None:
    found = read_date(printed, dt.date.fromisoformat(context) if context else None)
    assert found is not None and found.note == note


@pytest.mark.parametrize("printed, superseded", [
    ("13.09.2023\n08.11.2023", ("13.09.2023",)),
    ("01/02/22\n01/03/22\n01/04/22", ("01/02/22", "01/03/22")),
    ("March 2021, now June 2021", ("March 2021",)),
    ("June 2021 (previously March 2021)", ("March 2021",)),
    ("~~March 2021~~ June 2021", ("March 2021",)),
    ("Feb 18 - Feb 19", ()),
])
def test_earlier_dates_are_kept(printed: str, superseded: tuple[str, ...]) -> None:
    found = read_date(printed)
    assert found is not None and found.superseded == superseded


@pytest.mark.parametrize("label, raw, start", [
    ("Evidence of Progress (May 2021):", "May 2021", "2021-05-01"),
    ("Assessment of Progress (December 2021): (include explanation if required)", "December 2021", "2021-12-01"),
    ("Progress to June 2022", "June 2022", "2022-06-01"),
    ("Update - Q2 2023/24", "Q2 2023/24", "2023-07-01"),
    ("Position as at 31 March 2022", "31 March 2022", "2022-03-31"),
    ("Position at 30/09/2023", "30/09/2023", "2023-09-30"),
    ("Progress update – October 22", "October 22", "2022-10-01"),
    ("Apr-Jun 2021 update", "Apr-Jun 2021", "2021-04-01"),
    ("RAG Dec 23", "Dec 23", "2023-12-01"),
    ("2021/22", "2021/22", "2021-04-01"),
])
def test_rounds(label: str, raw: str, start: str) -> None:
    found = read_period(label)
    assert found is not None and (found.raw, found.start) == (raw, dt.date.fromisoformat(start))


@pytest.mark.parametrize("label", ["(D0001111301 2021)", "Evidence of Progress", "Progress (include explanation if required)", "Round 2",
    "Agreed Action", "Status"])
def test_labels_without_a_round(label: str) -> None:
    assert read_period(label) is None


def test_round_without_a_year_needs_the_context() -> None:
    assert read_period("Progress (May)") is None
    found = read_period("Progress (May)", dt.date(2021, 6, 10))
    assert found is not None and found.start == dt.date(2021, 5, 1) and found.year_inferred


@pytest.mark.parametrize("line, raw, day", [
    ("19th March 2018 - V19", "19th March 2018", "2018-03-19"),
    ("Report to Cabinet, Tuesday 10 December 2019", "Tuesday 10 December 2019", "2019-12-10"),
    ("Scrutiny Panel 04.10.2016, 6pm", "04.10.2016", "2016-10-04"),
])
def test_date_of_a_paper(line: str, raw: str, day: str) -> None:
    found = paper_date(line)
    assert found is not None and (found.raw, found.start) == (raw, dt.date.fromisoformat(day))


@pytest.mark.parametrize("line", ["March 2018", "Version 19", "Housing Act 1996", "Item 6.1", "2019/20 budget"])
def test_lines_without_a_full_date(line: str) -> None:
    assert paper_date(line) is None


def test_end_never_before_start() -> None:
    for printed, context, *_ in [*BLIND, *SECOND, *THIRD, *CASES]:
        found = read_date(printed, dt.date.fromisoformat(context) if context else None)
        assert not (found and found.start and found.end and found.end < found.start), printed


def test_long_prose_is_no_date_cell() -> None:
    prose = "The policy was rewritten in March 2021 " + "and then the group met again to look at what had been learnt from homes " * 3
    assert read_date(prose) is None
    assert re.search("March 2021", prose)


@pytest.mark.parametrize(("line", "date"), [
    ("Audit findings – year ended 31 March 2025", None), ("Quarter ending 30 June 2024", None), ("Six months to 30 September 2024", None),
    ("Pension Committee, 25 September 2025", "2025-09-25"), ("Year ended 31 March 2025: report of 25 September 2025", "2025-09-25"),
])
def test_the_end_of_a_year_reported_on_is_not_the_papers_date(line, date):
    found = paper_date(line)
    assert (str(found.start) if found else None) == date


@pytest.mark.parametrize(("line", "date"), [
    ("Unannounced inspection of the hospital, 4 to 6 March 2025 (report published 17 June 2025)", None), ("Progress since 5 May 2024", None),
    ("Report published 3 May 2024", None), ("Inspection improvement plan: 4 June 2025", "2025-06-04"), ("Inspection of services: update 5 May 2024", "2024-05-05"),
])
def test_the_day_of_an_inspection_is_not_the_papers_date(line, date):
    found = paper_date(line)
    assert (str(found.start) if found else None) == date
