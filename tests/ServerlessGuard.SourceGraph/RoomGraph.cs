namespace ServerlessGuard.SourceGraph;

/// <summary>The capability folders of one project and which uses which. Files of the project itself are in no room.</summary>
public sealed class RoomGraph
{
    private readonly SortedDictionary<string, SortedDictionary<string, List<Arrow>>> _arrows = new(StringComparer.Ordinal);

    private RoomGraph(string project) => Project = project;

    public string Project { get; }

    public IReadOnlyCollection<string> Rooms => _arrows.Keys;

    public int ArrowCount => _arrows.Values.Sum(static to => to.Count);

    public static RoomGraph Of(string project, SourceTree source, IEnumerable<Arrow> arrows)
    {
        ArgumentNullException.ThrowIfNull(source);
        var graph = new RoomGraph(project);
        foreach (var room in source.Files.Where(file => file.Project == project && file.Room.Length > 0)
            .Select(static file => file.Room)
            .Distinct())
        {
            graph._arrows[room] = new(StringComparer.Ordinal);
        }

        foreach (var arrow in arrows.Where(arrow => arrow.From.Project == project
            && arrow.To.Project == project
            && arrow.From.Room != arrow.To.Room
            && arrow.From.Room.Length > 0
            && arrow.To.Room.Length > 0))
        {
            var to = graph._arrows[arrow.From.Room];
            (to.TryGetValue(arrow.To.Room, out var causes) ? causes : to[arrow.To.Room] = []).Add(arrow);
        }

        return graph;
    }

    /// <summary>The rooms that a room uses.</summary>
    public IReadOnlyCollection<string> From(string room) => _arrows[room].Keys;

    /// <summary>The uses of one folder by another: <c>File uses Type</c>, in order.</summary>
    public IReadOnlyList<string> Causes(string from, string to) =>
        _arrows[from].TryGetValue(to, out var causes)
            ? [.. causes.Select(static cause => $"{Path.GetFileNameWithoutExtension(cause.From.Path)} uses {cause.Type}")
                .Distinct(StringComparer.Ordinal)]
            : [];

    /// <summary>Every set of rooms that need each other, by Tarjan's strongly connected components.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Cycles()
    {
        var (number, low, stack, cycles) = (
            new Dictionary<string, int>(), new Dictionary<string, int>(), new Stack<string>(), new List<IReadOnlyList<string>>());
        foreach (var room in Rooms.Where(room => !number.ContainsKey(room)))
        {
            Visit(room);
        }

        return cycles;

        void Visit(string room)
        {
            number[room] = low[room] = number.Count;
            stack.Push(room);
            foreach (var next in From(room))
            {
                if (!number.TryGetValue(next, out var seen))
                {
                    Visit(next);
                    low[room] = Math.Min(low[room], low[next]);
                }
                else if (stack.Contains(next))
                {
                    low[room] = Math.Min(low[room], seen);
                }
            }

            if (low[room] == number[room])
            {
                var members = new List<string>();
                do
                {
                    members.Add(stack.Pop());
                }
                while (members[^1] != room);

                if (members.Count > 1)
                {
                    cycles.Add([.. members.Order(StringComparer.Ordinal)]);
                }
            }
        }
    }
}
