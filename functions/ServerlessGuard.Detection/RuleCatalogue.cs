using System.Reflection;

namespace ServerlessGuard.Detection;

/// <summary>Every rule that ships, ordered by id. Built once; a duplicate id fails at first use.</summary>
public static class RuleCatalogue
{
    public static IReadOnlyList<Rule> All { get; } = Discover();

    private static Rule[] Discover()
    {
        var rules = typeof(RuleCatalogue).Assembly.GetTypes()
            .Where(static type => !type.IsInterface && type.IsAssignableTo(typeof(IRuleSource)))
            .Select(static type => (Rule)type.GetProperty(nameof(IRuleSource.Rule), BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!)
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
