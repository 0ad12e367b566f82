"""What the first version of the improvement plan says."""

from __future__ import annotations

SECTIONS = [
    {
        "number": "1",
        "title": "LEADERSHIP and OVERSIGHT",
        "lead": "Wrenbury and Dale NHS Foundation Trust (Marian Holt, Chief Executive)",
        "officer": "Adeel Rahman, Director of Strategy, WDFT",
        "explanation": (
            "Inspectors found that the partners did not plan together and that nobody could say who was answerable for delays. The aim is"
            " one plan, one set of figures and one place where both are looked at each month."
        ),
        "issues": [
            (
                (
                    "There is no shared view of delays. Each partner counts them in its own way, and meetings are spent on whose figures"
                    " are right.\nRelationships between the hospital and the Council's care teams are strained, and staff at the front line"
                    " do not know whom to call."
                ),
                [
                    (
                        "One set of figures that all partners trust, looked at each month by people who can act on it.",
                        [
                            {
                                "number": "1.1",
                                "action": "Set up a monthly Discharge Board with the chief officers of all partners.",
                                "owner": "Chief Executive, WDFT",
                                "lead": "Adeel Rahman",
                                "due": ("Nov 2023", "2023-11"),
                                "assurance": "Terms of reference agreed. Board meets each month with at least four of five partners.",
                                "progress": (
                                    "The Board has met three times. Terms of reference were signed by all partners on 11th December 2023."
                                ),
                                "rag": ("blue", "blue"),
                            },
                            {
                                "number": "1.2",
                                "action": "Publish one weekly report of delays:\n• by ward\n• by reason\n• by length of wait.",
                                "owner": "Director of Performance, WDFT / Head of Business Intelligence, Wrenbury Council",
                                "lead": "Lucy Fenwick",
                                "due": ("Jan 24", "2024-01"),
                                "assurance": "Weekly report in use in all five organisations. Figures checked by internal audit.",
                                "progress": (
                                    "A first report was sent out on 5th January 2024. Figures for the community hospitals are not yet in"
                                    " it, because their system cannot be read by the data warehouse. A supplier visit is booked for w/c"
                                    " 22nd January."
                                ),
                                "rag": ("amber", "green"),
                            },
                        ],
                    ),
                    (
                        "Staff know whom to call and get an answer the same day.",
                        [
                            {
                                "number": "1.3",
                                "action": "Name a single contact for discharge in every ward and every care team.",
                                "owner": "Director of Nursing, WDFT",
                                "lead": "",
                                "due": ("Dec 23", "2023-12"),
                                "revised": ("Feb 24", "2024-02"),
                                "assurance": "List of contacts on every ward; tested by mystery calls.",
                                "progress": (
                                    "Contacts are named on 14 of 19 wards. The remaining wards are waiting for new managers to start. This"
                                    " has slipped from December."
                                ),
                                "rag": ("red", "amber"),
                            }
                        ],
                    ),
                ],
            ),
            (
                "Families are not told what will happen and when.",
                [
                    (
                        "Every family has a written plan within two days of admission.",
                        [
                            {
                                "number": "1.4",
                                "action": "Introduce a one-page discharge plan for patients and families, written with the Carers' Forum.",
                                "owner": "Director of Nursing, WDFT",
                                "lead": "Grace Adeyemi, Matron",
                                "due": ("by end of March 24", "/2024-03"),
                                "assurance": "Audit of 50 records a month shows a plan in nine out of ten.",
                                "progress": (
                                    "The form has been tried on two wards. Families say that it is clear, but asked for larger print."
                                ),
                                "rag": ("green", "green"),
                            }
                        ],
                    )
                ],
            ),
        ],
    },
    {
        "number": "2",
        "title": "SERVICES OUTSIDE HOSPITAL",
        "lead": None,
        "officer": None,
        "explanation": "The inspectors looked at two workstreams, home care and care homes.",
        "issues": [],
    },
    {
        "number": "2.1",
        "title": "HOME CARE",
        "lead": "Wrenbury Borough Council (Imran Siddiq, Director of Adult Services)",
        "officer": "Beth Calloway, Head of Commissioning, Wrenbury Council",
        "explanation": "People wait in hospital for home care to begin, above all in the Dale villages.",
        "issues": [
            (
                "Home care cannot be found for people in rural areas, and packages are handed back at short notice.",
                [
                    (
                        "Home care begins within two days of referral everywhere in the Borough.",
                        [
                            {
                                "number": "2.1.1",
                                "action": "Pay providers for travel time in the Dale villages.",
                                "owner": "Head of Commissioning, Wrenbury Council",
                                "lead": "Neil Prosser",
                                "due": ("Oct 2023", "2023-10"),
                                "assurance": "No package handed back for reasons of travel for three months.",
                                "progress": (
                                    "The new rate has been paid since October. One package was handed back in December, none in November."
                                ),
                                "rag": ("green", "green"),
                            },
                            {
                                "number": "2.1.2",
                                "action": (
                                    "Let a block contract for 200 hours a week of rapid home care and bring the service into use before"
                                    " winter."
                                ),
                                "owner": "Head of Commissioning, Wrenbury Council",
                                "lead": "Neil Prosser",
                                "due": ("Nov 23 – Mar 24", "2023-11/2024-03"),
                                "assurance": "200 hours a week used; average start within 24 hours.",
                                "progress": (
                                    "The contract was let on 1st November 2023. Only 120 hours a week can be staffed at present, as the"
                                    " provider lost carers to a new warehouse. The start of the full service has slipped to the end of"
                                    " February."
                                ),
                                "rag": ("red", "red"),
                            },
                            {
                                "number": "2.1.3",
                                "action": "Train 30 carers in moving and handling for single-handed care.",
                                "owner": "TBC",
                                "lead": "TBC",
                                "due": ("TBC", ""),
                                "assurance": "30 carers trained and signed off.",
                                "progress": "",
                                "rag": (None, None),
                            },
                            {"number": "2.1.4", "action": "See Care Homes 2.2.1 for night sitting.", "cross": True},
                            {
                                "number": "2.1.5",
                                "action": "Set up a call-back service for people who have gone home without a package.",
                                "owner": "Red Lantern Carers Trust",
                                "lead": "Doreen Whitlock",
                                "due": ("Jan 2024", "2024-01"),
                                "assurance": "All such people called within 48 hours.",
                                "progress": "Volunteers have been recruited and trained. Calls begin on 22nd January 2024.",
                                "rag": ("green", "green"),
                            },
                        ],
                    )
                ],
            )
        ],
    },
    {
        "number": "2.2",
        "title": "CARE HOMES",
        "lead": "Dale Integrated Care Partnership (Rosalind Tey, Managing Director)",
        "officer": "Beth Calloway, Head of Commissioning, Wrenbury Council",
        "explanation": "Care homes will not admit at weekends, and people are sent to hospital who could have been treated in the home.",
        "issues": [
            (
                (
                    "Care homes do not admit at weekends because assessments are not trusted and medicines do not arrive.\nResidents are"
                    " sent to hospital at the end of life.\nThere is no cover by GPs for short stays."
                ),
                [
                    (
                        "Admissions to care homes on seven days a week. Fewer residents sent to hospital in their last days.",
                        [
                            {
                                "number": "2.2.1",
                                "action": (
                                    "Agree one trusted assessment for all care homes and provide night sitting for the first three nights."
                                ),
                                "owner": "Managing Director, Dale ICP",
                                "lead": "Grace Adeyemi, Matron\nNeil Prosser",
                                "due": ("From Jan 24", "2024-01/"),
                                "assurance": "Assessment used by 40 of 46 homes. Weekend admissions reach a fifth of the total.",
                                "progress": (
                                    "The form was agreed with the Care Homes Association in December. 22 homes have signed up. Night"
                                    " sitting began on 8th January 2024 and has been used by nine people."
                                ),
                                "rag": ("amber", "green"),
                            },
                            {
                                "number": None,
                                "action": "Further actions will be set out in the Ageing Well strategy.",
                                "owner": "",
                                "lead": "",
                                "due": ("", ""),
                                "assurance": "",
                                "progress": "",
                                "rag": (None, None),
                            },
                            {
                                "number": "2.2.2",
                                "action": "Make sure that medicines go with the person on the day of discharge, seven days a week.",
                                "owner": "Chief Pharmacist, WDFT",
                                "lead": "Omar Castellan",
                                "due": ("Feb 2024", "2024-02"),
                                "assurance": "Nine in ten people leave with their medicines.",
                                "progress": (
                                    "Weekend pharmacy hours have been extended until 6pm. 84% left with their medicines in December."
                                ),
                                "rag": ("amber", "amber"),
                            },
                            {
                                "number": "2.2.3",
                                "action": "Every home to hold an advance care plan for each resident who wishes one.",
                                "owner": "Clinical Director, Dale ICP",
                                "lead": "Dr Fiona Marchetti",
                                "due": ("Sept 2024", "2024-09"),
                                "assurance": "Plans in place for 60% of residents.",
                                "progress": "Training is under way in 12 homes. The work is on target.",
                                "rag": ("green", "green"),
                            },
                        ],
                    )
                ],
            )
        ],
    },
]
