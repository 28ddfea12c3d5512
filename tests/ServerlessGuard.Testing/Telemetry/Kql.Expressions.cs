namespace ServerlessGuard.Testing.Telemetry;

/// <summary>Expressions over one row.</summary>
internal sealed partial class Kql
{
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
            object value = token.Kind switch
            {
                's' => token.Text,
                't' => KqlFunctions.Span(token.Text),
                'd' => double.Parse(token.Text, System.Globalization.CultureInfo.InvariantCulture),
                _ => throw Unknown()
            };
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
            return Path(
                row => row.TryGetValue(token.Text, out var cell) ? cell : throw new FormatException($"There is no column {token.Text}."));
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
}
