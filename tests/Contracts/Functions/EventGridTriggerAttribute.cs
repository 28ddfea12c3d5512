namespace Microsoft.Azure.Functions.Worker;

[AttributeUsage(AttributeTargets.Parameter)]
public sealed class EventGridTriggerAttribute : Attribute
{
    public bool IsBatched { get; set; }
}
