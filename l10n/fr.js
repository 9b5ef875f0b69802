OC.L10N.register(
    "trousseau",
    {
        "Trousseau is opening…": "Ouverture de Trousseau…"
    },
    "nplurals=3; plural=(n == 0 || n == 1) ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;"
);
