using System.Reflection;

namespace Pulumi;

public abstract class InputArgs
{
    /// <summary>Wire name and value of every input. A required one that is missing throws here, as in the real SDK.</summary>
    internal IEnumerable<(string Name, object? Value)> Members()
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        var fields = GetType().GetFields(All).Select(f => ((MemberInfo)f, Value: f.GetValue(this)));
        var properties = GetType().GetProperties(All)
            .Where(p => p.IsDefined(typeof(InputAttribute)))
            .Select(p => ((MemberInfo)p, Value: p.GetValue(this)));
        foreach (var (member, value) in fields.Concat(properties))
        {
            if (member.GetCustomAttribute<InputAttribute>() is not { } input)
                continue;
            if (input.IsRequired && value is null)
                throw new ArgumentNullException(
                    member.Name, $"[Input] {GetType().FullName}.{member.Name} is required but was not given a value");
            yield return (input.Name, value);
        }
    }
}
