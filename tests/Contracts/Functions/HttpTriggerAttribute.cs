namespace Microsoft.Azure.Functions.Worker;

[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HttpTriggerAttribute : Attribute
{
    public HttpTriggerAttribute()
        : this(AuthorizationLevel.Function)
    {
    }

    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
    }

    public HttpTriggerAttribute(params string[] methods)
        : this(AuthorizationLevel.Anonymous, methods)
    {
    }

    public AuthorizationLevel AuthLevel { get; set; }

    public string[]? Methods { get; }

    public string? Route { get; set; }
}
