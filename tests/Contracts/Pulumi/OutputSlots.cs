using System.Reflection;

namespace Pulumi;

/// <summary>The outputs of one resource, promised at once and filled when the mocks have answered.</summary>
internal sealed class OutputSlots
{
    private readonly List<(string Name, IOutputSlot Slot)> _slots = [];

    public OutputSlots(Resource resource)
    {
        for (var type = resource.GetType(); type != typeof(object); type = type.BaseType!)
            foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly))
            {
                if (property.GetCustomAttribute<OutputAttribute>() is not { } output || !property.PropertyType.IsGenericType)
                    continue;
                var slot = (IOutputSlot)Activator.CreateInstance(
                    typeof(OutputSlot<>).MakeGenericType(property.PropertyType.GetGenericArguments()), resource)!;
                property.SetValue(resource, slot.Output);
                _slots.Add((output.Name ?? property.Name, slot));
            }
    }

    public void Fill(string urn, string? id, IReadOnlyDictionary<string, object> state, bool isPreview)
    {
        foreach (var (name, slot) in _slots)
        {
            var value = name switch { "urn" => urn, "id" => id, _ => state.GetValueOrDefault(name) };
            slot.Set(value, known: value is not null || !isPreview);
        }
    }

    public void Fail(Exception error)
    {
        foreach (var (_, slot) in _slots)
            slot.Fail(error);
    }
}
