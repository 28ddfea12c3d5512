using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using YamlDotNet.Serialization;

namespace ServerlessGuard.Functions.Tests;

/// <summary>policies/duties.yaml and the function app name the same functions: one that no duty names would run in every app.</summary>
public sealed class DutyTests
{
    [Fact]
    public void EveryFunction_BelongsToADuty_AndEveryDutysFunctionExists()
    {
        var inCode = typeof(HealthFunction).Assembly.GetTypes().SelectMany(static t => t.GetMethods())
            .Select(static m => m.GetCustomAttribute<FunctionAttribute>()?.Name).OfType<string>().Distinct();

        NamedByDuties().Distinct().ShouldBe(inCode, ignoreOrder: true);
    }

    private static IEnumerable<string> NamedByDuties()
    {
        var document = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "duties.yaml")));
        return ((Dictionary<object, object>)document["duties"]).Values.Cast<Dictionary<object, object>>()
            .SelectMany(static duty => (List<object>)duty["functions"]).Cast<string>();
    }
}
