using System.Globalization;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ServerlessGuard.SourceGraph;

namespace ServerlessGuard.Core.Tests.Architecture;

/// <summary>Alerts and queries name log events by id, so an id means one event in the whole product.</summary>
public sealed class EventIdTests
{
    /// <summary>Id -> where it is declared.</summary>
    private static readonly Lazy<ILookup<int, LogEvent>> Events = new(
        static () => Read(ProductSources.Tree).ToLookup(static found => found.Id));

    [Fact]
    public void AnId_IsOfOneEvent() =>
        Events.Value.Where(static events => events.Count() > 1)
            .Select(static events =>
                $"{events.Key}: {string.Join(", ", events.Select(static found => $"{found.Method} in {found.File.Path}"))}")
            .ShouldBeEmpty();

    /// <summary>A new event takes the next id of its folder; a folder without events takes a hundred that is free.</summary>
    [Fact]
    public void AHundredOfIds_IsOfOneFolder() =>
        Events.Value.SelectMany(static events => events).GroupBy(static found => found.Id / 100)
            .Where(static hundred => hundred.Select(static found => found.Folder).Distinct().Count() > 1)
            .Select(static hundred =>
                $"{hundred.Key}xx: {string.Join(", ", hundred.Select(static found => $"{found.Id} {found.Method} in {found.Folder}"))}")
            .ShouldBeEmpty();

    [Fact]
    public void Finds_EventsInBothSpellings()
    {
        var source = SourceTree.Parse(
        [
            (
                "functions/ServerlessGuard.Demo/Low/LowLog.cs",
                "static partial class LowLog { [LoggerMessage(7, LogLevel.Debug, \"a\")] static partial void One(); }"),
            ("functions/ServerlessGuard.Demo/High/HighLog.cs", "static partial class HighLog { [LoggerMessage(Level = LogLevel.Debug, "
                + "EventId = 8)] static partial void Two(); [LoggerMessage(\"a\")] static partial void None(); }"),
        ]);
        Read(source).Select(static found => (found.Id, found.Method, found.Folder))
            .ShouldBe([(7, "One", "Demo/Low"), (8, "Two", "Demo/High"), (0, "None", "Demo/High")]);
    }

    private static IEnumerable<LogEvent> Read(SourceTree source) =>
        from file in source.Files
        from attribute in file.Tree.GetRoot().DescendantNodes().OfType<AttributeSyntax>()
        where attribute.Name.ToString() is "LoggerMessage" or "LoggerMessageAttribute"
        let method = attribute.FirstAncestorOrSelf<MethodDeclarationSyntax>()
        select new LogEvent(IdOf(attribute), method.Identifier.Text, file);

    /// <summary>An event without an id has 0.</summary>
    private static int IdOf(AttributeSyntax attribute)
    {
        var arguments = attribute.ArgumentList?.Arguments ?? default;
        var named = arguments.FirstOrDefault(static argument => argument.NameEquals?.Name.Identifier.Text is "EventId");
        var id = (named ?? arguments.FirstOrDefault(static argument => argument.NameEquals is null))?.Expression.ToString();
        return int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    private sealed record LogEvent(int Id, string Method, SourceFile File)
    {
        public string Folder => $"{File.Project}/{File.Room}";
    }
}
