using System.Reflection;

namespace Pulumi;

public abstract class InputArgs
{
    /// <summary>Wire name and value of every input. A required one that is missing throws here, as in the real SDK.</summary>
    internal IEnumerable<(string Name, object? Value)> Members()
    {
        foreach (var property in GetType().GetProperties())
        {
            if (property.GetCustomAttribute<InputAttribute>() is not { } input)
                continue;
            var value = property.GetValue(this);
            if (input.IsRequired && value is null)
                throw new ArgumentNullException(property.Name, $"[Input] {GetType().FullName}.{property.Name} is required but was not given a value");
            yield return (input.Name, value);
        }
    }
}
