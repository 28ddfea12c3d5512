namespace ServerlessGuard.Web.Pipeline;

/// <summary>
/// A refusal. <paramref name="Message"/> is for the caller and repeats nothing of the request.
/// </summary>
/// <param name="Status">HTTP status, 400 to 599.</param>
/// <param name="Code">Stable, snake_case: clients branch on it.</param>
/// <param name="Param">The invalid field of the request, where there is one.</param>
internal sealed record GuardError(int Status, string Code, string Message, string? Param = null)
{
    /// <summary>The error's class in OpenAI's vocabulary; official clients map statuses, people read this.</summary>
    public string Type => Status switch
    {
        401 => "authentication_error",
        403 => "permission_error",
        429 => "rate_limit_error",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    };
}
