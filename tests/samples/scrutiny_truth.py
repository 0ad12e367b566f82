"""What the first round of the scrutiny update says."""

from __future__ import annotations

JUNE, DECEMBER, NEXT = ("June 2023", "2023-06"), ("December 2023", "2023-12"), ("June 2024", "2024-06")

FIRST = [
    {
        "number": "1",
        "style": "auto",
        "evidence": "rows",
        "text": (
            "That the Council adopts a single damp and mould standard for all rented homes in the Borough, and publishes what tenants can"
            " expect at each step."
        ),
        "owner": "Priya Nandakumar / Tom Ashby",
        "due": ("March 2024", "2024-03"),
        "measure": (
            "• Standard adopted by Cabinet.\n• Response times published each quarter.\n• Tenant satisfaction with damp repairs above 80%."
        ),
        "actions": [
            ("1", "Write a damp and mould standard with the Tenants' Panel and the two largest housing associations."),
            ("2", "Publish response times for damp reports every quarter on the Council's website."),
            ("3", "Fit humidity sensors in 250 homes with a history of damp and share the readings with tenants."),
        ],
        "rounds": [
            (
                *JUNE,
                {
                    "1": (
                        "A first draft was written in April 2023 with the Tenants' Panel. The panel met four times and its comments were"
                        " taken up in full.\nWrenbury Homes and Larkfield Housing Trust have both agreed to use the same standard, so"
                        " tenants will see the same promise whoever their landlord is."
                    ),
                    "2": (
                        "Response times for the first quarter were collected by hand. 61% of damp reports were visited within 10 working"
                        " days.\nWork on an automatic report has begun with the Digital Team."
                    ),
                    "3": "A supplier was chosen on 22nd May 2023. The first 40 sensors were delivered to the depot at Cotter Lane.",
                },
                {None: (2, None)},
                {None: "Tenants on the panel say that they feel listened to for the first time in this work."},
            ),
            (
                *DECEMBER,
                {
                    "1": "The standard was adopted by Cabinet on 14th November 2023 and is in force.",
                    "2": (
                        "Quarterly figures have been on the website since September 2023. 74% of reports were visited within 10 working"
                        " days in the second quarter, against 61% in the first."
                    ),
                    "3": (
                        "Only 65 of the 250 sensors have been fitted. The supplier could not meet the delivery dates because of a shortage"
                        " of parts, and the fitting team lost two of its four technicians over the summer.\nA second supplier has been"
                        " asked for a quotation."
                    ),
                },
                {"1": (1, None), "2": (2, None), "3": (3, None)},
                {"2": "Members of the public quote the figures in complaints, which shows that they are read."},
            ),
        ],
    },
    {
        "number": "2",
        "style": "typed",
        "evidence": "cell",
        "text": (
            "That home visits by the Warm Homes Service are restored to their earlier level, with priority given to households with young"
            " children or with long-term illness."
        ),
        "owner": "Joanne Pickering",
        "due": ("March 2023", "2023-03"),
        "measure": "At least 600 home visits a year by the end of 2023/24.",
        "actions": [
            ("4", "Restart home visits by the Warm Homes Service, with a target of 600 visits a year."),
            ("5", "Agree referral routes with health visitors, GP practices and the Wrenbury and Dale NHS Foundation Trust."),
        ],
        "rounds": [
            (
                *JUNE,
                {
                    "4": (
                        "Home visits were suspended because of COVID and could not be restarted before March 2023, which put the target"
                        " back by a year. 120 homes have been visited since then."
                    ),
                    "5": (
                        "Talks with the Trust were delayed by the pandemic. A draft referral form now exists and has been tried by two GP"
                        " practices."
                    ),
                },
                {None: (3, None)},
                {None: "N/A"},
            ),
            (
                *DECEMBER,
                {
                    "4": (
                        "Home visits have resumed in full and 312 homes were visited between April and November. Visits continued by"
                        " telephone through the pandemic for those most at risk."
                    ),
                    "5": (
                        "Health visitors refer families directly since October 2023. {+Eleven of the fourteen+}{-Nine of the twelve-} GP"
                        " practices use the form."
                    ),
                },
                {"4": (2, None), "5": (2, None)},
                {"4": "Two in three of the households visited report lower bills.", "5": "N/A"},
            ),
        ],
    },
    {
        "number": "3",
        "style": "auto",
        "evidence": "cell",
        "text": "That residents can find help quickly and that those who give it know what to do:",
        "subs": [
            {
                "text": "How residents report damp and what happens next",
                "owner": "Tom Ashby",
                "due": ("September 2023", "2023-09"),
                "measure": "Guide published. All front-line staff trained.",
                "actions": [
                    ("6", "Publish a plain guide to reporting damp and train all front-line staff to use it."),
                    ("7", "Let residents send photographs of damp with their report through the Council's website."),
                ],
                "rounds": [
                    (
                        *JUNE,
                        {
                            "6": "The guide has been drafted and tested with 12 residents.",
                            "7": "The upload page is being built. The supplier of the website has given a date of September 2023.",
                        },
                        {"6": (2, None), "7": (2, None)},
                        {},
                    ),
                    (
                        *DECEMBER,
                        {
                            "6": "The guide was published in October 2023. Training has begun: 48 of 160 staff have attended.",
                            "7": "The page went live on 3rd October 2023. Two in five reports now come with a photograph.",
                        },
                        {"6": (2, None), "7": (1, None)},
                        {"7": "Surveyors arrive with the right tools more often, and second visits have fallen by a fifth."},
                    ),
                ],
            },
            {
                "text": "How private landlords are told of their duties",
                "owner": "Samir Qureshi, Housing Standards Manager",
                "due": ("December 2023", "2023-12"),
                "measure": "Forum held twice a year.",
                "actions": [
                    ("8", "Hold a landlord forum twice a year with a session on damp and ventilation."),
                    ("9", "Send every licensed landlord a leaflet on ventilation with the annual licence letter."),
                ],
                "rounds": [
                    (
                        *JUNE,
                        {"8": "The spring forum was cancelled because too few landlords booked.", "9": "The leaflet is with the printers."},
                        {"8": (3, None), "9": (2, None)},
                        {},
                    ),
                    (
                        *DECEMBER,
                        {
                            "8": "One forum was held online on 8th November 2023 with 23 landlords.",
                            "9": "The leaflet went out with 1,140 licence letters.",
                        },
                        {"8": (3, None), "9": (2, None)},
                        {},
                    ),
                ],
            },
        ],
    },
    {
        "number": "4",
        "style": "plain",
        "evidence": "cell",
        "text": "That the Housing Standards Team has enough staff to inspect every home reported as a serious hazard.",
        "owner": "Samir Qureshi",
        "due": ("April 2023", "2023-04"),
        "measure": "Three further officers in post.",
        "actions": [("10", "Appoint three environmental health officers to the Housing Standards Team.")],
        "rounds": [
            (
                *JUNE,
                {None: "Two rounds of recruitment have failed to fill the posts. One officer was appointed in May 2023 from an agency."},
                {
                    None: (
                        3,
                        (
                            "Recruitment has taken longer than planned because salaries in neighbouring boroughs are higher. A market"
                            " supplement is being considered."
                        ),
                    )
                },
                {},
            ),
            (
                *DECEMBER,
                {
                    None: (
                        "A market supplement was agreed in September 2023. Two permanent officers have started and the third post is"
                        " advertised."
                    )
                },
                {None: (2, "The third post is expected to be filled by March 2024.")},
                {None: "Inspections within five days have risen from 38% to 71%."},
            ),
        ],
    },
    {
        "number": "5",
        "style": "auto",
        "evidence": "rows",
        "text": "That the Committee is told each year what the work has cost and what it has saved.",
        "owner": "Finance Business Partner",
        "due": ("From April 2023", "2023-04/"),
        "measure": "Annual statement received by the Committee.",
        "actions": [
            ("11", "Set up a cost code so that damp work can be told apart from other repairs."),
            ("12", "Bring an annual statement of costs and savings to the Committee."),
        ],
        "rounds": [
            (
                *JUNE,
                {"11": "The cost code was opened in April 2023.", "12": "The first statement is due in the spring of 2024."},
                {"11": (2, None), "12": (2, None)},
                {},
            ),
            (
                *DECEMBER,
                {
                    "11": "The code is in use by all contractors and the first two quarters have been checked by audit.",
                    "12": "The form of the statement has been agreed with the Chair.",
                },
                {"11": (1, None), "12": (2, None)},
                {},
            ),
        ],
    },
]
