DELETE { gk:scope qb:codeList ?list } WHERE { gk:scope qb:codeList ?list }
