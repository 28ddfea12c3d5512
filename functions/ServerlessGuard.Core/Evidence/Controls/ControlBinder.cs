using System.Globalization;
using Newtonsoft.Json.Linq;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Evidence.Controls;

/// <summary>Binds a tree without errors to controls.</summary>
internal static class ControlBinder
{
    public static IReadOnlyList<Control> Bind(JObject root) => [.. root.Objects("controls").Select(static control => new Control
    {
        Id = control.Text("id")!,
        Question = PolicyEnumNames.Read(control.Text("question"), ControlQuestion.Misbehave),
        Practice = control.Text("practice")!,
        Statement = control.Text("statement")!,
        Frameworks = [.. control.Object("frameworks")!
            .Properties()
            .SelectMany(static f => ((JArray)f.Value).Select(id => new FrameworkReference(f.Name, (string)id!)))],
        DecidedBy = [.. control.Objects("decided_by").Select(Requirement)],
    })];

    private static Requirement Requirement(JObject requirement) => new()
    {
        Fact = requirement.Text("fact")!,
        Never = requirement.IsTrue("never"),
        Of = Conditions(requirement.Object("of")),
        Is = Conditions(requirement.Object("is")),
        By = requirement.Text("by"),
        ForEach = requirement.Text("for_each"),
        MaxAge = requirement.Duration("max_age")!.Value,
    };

    private static IReadOnlyList<Condition> Conditions(JObject? conditions) =>
        [.. (conditions?.Properties() ?? []).Select(static p => p.Value switch
        {
            JObject bounds => new Condition(p.Name, [], Number(bounds["at_least"]), Number(bounds["at_most"])),
            JArray list => new Condition(p.Name, [.. list.Select(Text)]),
            var one => new Condition(p.Name, [Text(one)]),
        })];

    private static decimal? Number(JToken? token) =>
        token is null ? null : Convert.ToDecimal(((JValue)token).Value, CultureInfo.InvariantCulture);

    private static string Text(JToken token) => Convert.ToString(((JValue)token).Value, CultureInfo.InvariantCulture)!;
}
