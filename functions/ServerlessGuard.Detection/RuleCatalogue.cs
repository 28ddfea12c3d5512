using System.Reflection;

namespace ServerlessGuard.Detection;

/// <summary>Every rule that ships, ordered by id. Built once; a duplicate id fails at first use.</summary>
public static class RuleCatalogue
{
    public static IReadOnlyList<Rule> All { get; } = Discover();

    /// <summary>Every static property of type <see cref="Rule"/> below Rules: adding a rule is adding such a property.</summary>
    private static Rule[] Discover()
    {
        var rules = typeof(RuleCatalogue).Assembly.GetTypes()
            .Where(static type => type.Namespace?.StartsWith("ServerlessGuard.Detection.Rules.", StringComparison.Ordinal) is true)
            .SelectMany(static type => type.GetProperties(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(static property => property.PropertyType == typeof(Rule))
            .Select(static property => (Rule)property.GetValue(null)!)
            .OrderBy(static rule => rule.Id, StringComparer.Ordinal)
            .ToArray();
        for (var i = 1; i < rules.Length; i++)
        {
            if (rules[i].Id == rules[i - 1].Id)
            {
                throw new InvalidOperationException($"Two rules have the id {rules[i].Id}.");
            }
        }

        return rules;
    }
}
