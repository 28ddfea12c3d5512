namespace ServerlessGuard.Testing.Telemetry;

/// <summary>Operators over rows.</summary>
internal sealed partial class Kql
{
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

    private static void TakeNewest(
        List<Dictionary<string, object?>> rows, Func<Dictionary<string, object?>, object?> of, List<string> columns,
        Dictionary<string, object?> result)
    {
        var newest = rows.Where(row => of(row) is not null).MaxBy(of);
        columns.ForEach(column => result[column] = newest?.GetValueOrDefault(column));
        result["TimeGenerated"] = newest?.GetValueOrDefault("TimeGenerated");
    }
}
