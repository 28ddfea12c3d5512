namespace ServerlessGuard.Testing.Telemetry;

/// <summary>
/// Runs the part of the query language that our alerts and questions use, over rows in memory. It refuses unknown parts.
/// </summary>
internal sealed partial class Kql(string query, Func<string, IEnumerable<Dictionary<string, object?>>> tables, DateTimeOffset now)
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
