namespace ServerlessGuard.Testing.Telemetry;

/// <summary>Runs the part of the query language that our alerts and questions use, over rows in memory. What it does not know, it refuses.</summary>
internal sealed class Kql(string query, Func<string, IEnumerable<Dictionary<string, object?>>> tables, DateTimeOffset now)
{
    private readonly IReadOnlyList<KqlToken> _tokens = KqlToken.Split(query);
    private int _next;

    public List<Dictionary<string, object?>> Run()
    {
        var rows = Query();
        return _next == _tokens.Count ? rows : throw Unknown();
    }

    private List<Dictionary<string, object?>> Query()
    {
        var rows = Is("datatable") ? Datatable() : Is("union") ? Union() : tables(Name()).ToList();
        while (Is("|"))
        {
            rows = Name() switch
            {
                "where" => Where(rows),
                "extend" => Extend(rows),
                "project" => Project(rows),
                "summarize" => Summarize(rows),
                "join" => LeftAnti(rows),
                "order" => Ordered(rows),
                var step => throw new FormatException($"The step {step} is not known."),
            };
        }

        return rows;
    }

    private List<Dictionary<string, object?>> Where(List<Dictionary<string, object?>> rows)
    {
        var condition = Expression();
        return [.. rows.Where(row => condition(row) is true)];
    }

    private List<Dictionary<string, object?>> Extend(List<Dictionary<string, object?>> rows)
    {
        do
        {
            var name = Name();
            Must("=");
            var value = Expression();
            rows = [.. rows.Select(row => new Dictionary<string, object?>(row) { [name] = value(row) })];
        }
        while (Is(","));
        return rows;
    }

    private List<Dictionary<string, object?>> Project(List<Dictionary<string, object?>> rows)
    {
        var names = Names();
        return [.. rows.Select(row => names.ToDictionary(static n => n, n => row.GetValueOrDefault(n)))];
    }

    private List<Dictionary<string, object?>> Ordered(List<Dictionary<string, object?>> rows)
    {
        Must("by");
        var name = Name();
        Must("desc");
        return [.. rows.OrderByDescending(row => row.GetValueOrDefault(name))];
    }

    private List<Dictionary<string, object?>> LeftAnti(List<Dictionary<string, object?>> rows)
    {
        Must("kind");
        Must("=");
        Must("leftanti");
        Must("(");
        var others = Query();
        Must(")");
        Must("on");
        var name = Name();
        return [.. rows.Where(row => !others.Any(other => Equals(other.GetValueOrDefault(name), row.GetValueOrDefault(name))))];
    }

    /// <summary>Loosely: a table that is not there has no rows.</summary>
    private List<Dictionary<string, object?>> Union()
    {
        Must("isfuzzy");
        Must("=");
        Must("true");
        var rows = new List<Dictionary<string, object?>>();
        do
        {
            Must("(");
            rows.AddRange(Query());
            Must(")");
        }
        while (Is(","));
        return rows;
    }

    private List<Dictionary<string, object?>> Datatable()
    {
        Must("(");
        var names = new List<string>();
        do
        {
            names.Add(Name());
            Must(":");
            Name();
        }
        while (Is(","));
        Must(")");
        Must("[");
        var rows = new List<Dictionary<string, object?>>();
        if (Is("]"))
        {
            return rows;
        }

        var name = names.Single();
        do
        {
            rows.Add(new() { [name] = Take().Text });
        }
        while (Is(","));
        Must("]");
        return rows;
    }

    private List<Dictionary<string, object?>> Summarize(List<Dictionary<string, object?>> rows)
    {
        var aggregates = new List<Action<List<Dictionary<string, object?>>, Dictionary<string, object?>>>();
        do
        {
            aggregates.Add(Aggregate());
        }
        while (Is(","));
        var by = Is("by") ? Names() : [];
        return
        [
            .. rows.GroupBy(row => string.Join('\0', by.Select(name => row.GetValueOrDefault(name)))).Select(group =>
            {
                var (members, result) = (group.ToList(), by.ToDictionary(static n => n, n => group.First().GetValueOrDefault(n)));
                aggregates.ForEach(aggregate => aggregate(members, result));
                return result;
            }),
        ];
    }

    private Action<List<Dictionary<string, object?>>, Dictionary<string, object?>> Aggregate()
    {
        var word = Name();
        var (name, function) = Is("=") ? (word, Name()) : (word, word);
        Must("(");
        if (function == "count")
        {
            Must(")");
            return (rows, result) => result[name] = (double)rows.Count;
        }

        var of = Expression();
        var columns = new List<string>();
        while (Is(","))
        {
            columns.Add(Name());
        }

        Must(")");
        return function switch
        {
            "countif" => (rows, result) => result[name] = (double)rows.Count(row => of(row) is true),
            "dcount" => (rows, result) => result[name] = (double)rows.Select(of).Distinct().Count(),
            "sum" => (rows, result) => result[name] = rows.Sum(row => of(row) as double? ?? 0),
            "max" => (rows, result) => result[name] = rows.Select(of).Where(static v => v is not null).Max(),
            "min" => (rows, result) => result[name] = rows.Select(of).Where(static v => v is not null).Min(),
            "arg_max" => (rows, result) => TakeNewest(rows, of, columns, result),
            _ => throw new FormatException($"The aggregate {function} is not known."),
        };
    }

    private static void TakeNewest(List<Dictionary<string, object?>> rows, Func<Dictionary<string, object?>, object?> of, List<string> columns, Dictionary<string, object?> result)
    {
        var newest = rows.Where(row => of(row) is not null).MaxBy(of);
        columns.ForEach(column => result[column] = newest?.GetValueOrDefault(column));
        result["TimeGenerated"] = newest?.GetValueOrDefault("TimeGenerated");
    }

    private Func<Dictionary<string, object?>, object?> Expression()
    {
        var left = And();
        while (Is("or"))
        {
            var (one, other) = (left, And());
            left = row => one(row) is true || other(row) is true;
        }

        return left;
    }

    private Func<Dictionary<string, object?>, object?> And()
    {
        var left = Comparison();
        while (Is("and"))
        {
            var (one, other) = (left, Comparison());
            left = row => one(row) is true && other(row) is true;
        }

        return left;
    }

    private Func<Dictionary<string, object?>, object?> Comparison()
    {
        var left = Value();
        if (_next == _tokens.Count)
        {
            return left;
        }

        switch (_tokens[_next].Text)
        {
            case "in" or "!in":
                var isIn = Take().Text == "in";
                Must("(");
                var values = new List<object?>();
                while (!Is(")"))
                {
                    values.Add(Value()([]));
                    Is(",");
                }

                return row => values.Contains(left(row)) == isIn;
            case "contains":
                Take();
                var part = Value();
                return row => left(row) is string text && text.Contains((string)part(row)!, StringComparison.OrdinalIgnoreCase);
            case "==" or "!=" or ">" or "<" or ">=" or "<=":
                var (compare, right) = (Take().Text, Value());
                return row => Compare(compare, left(row), right(row));
            default:
                return left;
        }
    }

    /// <summary>With nothing nothing compares.</summary>
    private static bool Compare(string compare, object? left, object? right) => (left, right, compare) switch
    {
        (null, _, _) or (_, null, _) => compare == "!=" && left != right,
        (_, _, "==") => left.Equals(right),
        (_, _, "!=") => !left.Equals(right),
        (IComparable one, _, ">") => one.CompareTo(right) > 0,
        (IComparable one, _, "<") => one.CompareTo(right) < 0,
        (IComparable one, _, ">=") => one.CompareTo(right) >= 0,
        (IComparable one, _, _) => one.CompareTo(right) <= 0,
        _ => false,
    };

    private Func<Dictionary<string, object?>, object?> Value()
    {
        if (Is("("))
        {
            var inner = Expression();
            Must(")");
            return inner;
        }

        var token = Take();
        if (token.Kind != 'n')
        {
            object value = token.Kind switch { 's' => token.Text, 't' => KqlFunctions.Span(token.Text), 'd' => double.Parse(token.Text, System.Globalization.CultureInfo.InvariantCulture), _ => throw Unknown() };
            return _ => value;
        }

        if (token.Text is "true" or "false")
        {
            return _ => token.Text == "true";
        }

        if (token.Text == "column_ifexists")
        {
            Must("(");
            var (column, otherwise) = (Take().Text, default(Func<Dictionary<string, object?>, object?>));
            Must(",");
            otherwise = Value();
            Must(")");
            return row => row.TryGetValue(column, out var cell) ? cell : otherwise(row);
        }

        if (!Is("("))
        {
            return Path(row => row.TryGetValue(token.Text, out var cell) ? cell : throw new FormatException($"There is no column {token.Text}."));
        }

        var arguments = new List<Func<Dictionary<string, object?>, object?>>();
        while (!Is(")"))
        {
            arguments.Add(Expression());
            Is(",");
        }

        return Path(row => KqlFunctions.Call(token.Text, [.. arguments.Select(argument => argument(row))], now));
    }

    private Func<Dictionary<string, object?>, object?> Path(Func<Dictionary<string, object?>, object?> value)
    {
        while (_next < _tokens.Count && _tokens[_next] is { Kind: 'o', Text: "." or "[" })
        {
            var (of, field) = (value, Take().Text == "." ? Name() : Take().Text);
            if (_tokens[_next - 1].Kind == 's')
            {
                Must("]");
            }

            value = row => (of(row) as System.Text.Json.Nodes.JsonObject)?[field];
        }

        return value;
    }

    private List<string> Names()
    {
        var names = new List<string> { Name() };
        while (Is(","))
        {
            names.Add(Name());
        }

        return names;
    }

    private string Name() => Take() is { Kind: 'n' } token ? token.Text : throw Unknown();

    private KqlToken Take() => _next < _tokens.Count ? _tokens[_next++] : throw Unknown();

    private bool Is(string text)
    {
        if (_next < _tokens.Count && _tokens[_next].Kind != 's' && _tokens[_next].Text == text)
        {
            _next++;
            return true;
        }

        return false;
    }

    private void Must(string text)
    {
        if (!Is(text))
        {
            throw Unknown();
        }
    }

    private FormatException Unknown() => new($"The query is not read from its word {_next} on: {query}");
}
