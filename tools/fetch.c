/* fetch.c - bytes from a folder, a file:// or an http(s):// address */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef HAVE_CURL
#	include <curl/curl.h>
#endif

#include "assay-check.h"
#include "assay-link.h"
#include "fetch.h"
#include "tool.h"

#define FILE_SCHEME "file://"
#define CONNECT_SECONDS 20L /* a mirror that does not answer by then is down */
#define STALL_SECONDS 60L   /* not a byte for so long: a link that is gone */
#define REDIRECTS_MAX 5L
/* bytes that are no part of a file: what says why there is none */
#define PAGE_MAX 1048576

/* One sentence in both languages about the address, which is shown escaped. */
static enum assay_fetched
failed(struct assay_error *error, const char *url, const char *en, const char *zh)
{
	char *shown = assay_escape(assay_str(url));
	const char *address = shown == NULL ? "" : shown;

	if (error != NULL) {
		snprintf(error->text, sizeof error->text,
		         "%.200s could not be fetched: %.200s", address, en);
		snprintf(error->text_zh, sizeof error->text_zh, "无法获取 %.200s：%.200s",
		         address, zh);
	}
	free(shown);
	return ASSAY_FETCH_FAILED;
}

static enum assay_fetched
refused(struct assay_error *error, const char *url, int number)
{
	return failed(error, url, error_words(number, ASSAY_EN),
	              error_words(number, ASSAY_ZH));
}

static enum assay_fetched
too_long(struct assay_error *error, const char *url)
{
	return failed(error, url, "it is longer than it may be", "超过允许的长度");
}

/* ---- file:// ---- */

/* A name that came in metadata may not lead out of the repository's folder. */
static bool
climbs(const char *path)
{
	while (path != NULL) {
		path += *path == '/';
		if (strncmp(path, "..", 2) == 0 && (path[2] == '/' || path[2] == '\0'))
			return true;
		path = strchr(path, '/');
	}
	return false;
}

static bool
is_stopped(const struct fetcher *f)
{
	return f->stop != NULL && f->stop(NULL);
}

static enum assay_fetched
hand_over(const struct fetcher *f, int fd, const char *url, assay_put put, void *put_data,
          struct assay_error *error)
{
	uint8_t block[16384];

	while (!is_stopped(f)) {
		ssize_t n = read(fd, block, sizeof block);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return refused(error, url, errno);
		if (n == 0)
			return ASSAY_FETCHED;
		if (!put(put_data, block, (size_t)n))
			return ASSAY_FETCH_FAILED;
	}
	return failed(error, url, "stopped", "已停止");
}

static enum assay_fetched
fetch_file(const struct fetcher *f, const char *url, uint64_t max, assay_put put,
           void *put_data, struct assay_error *error)
{
	const char *from = url + strlen(FILE_SCHEME);
	enum assay_fetched got;
	struct stat st;
	char *path;
	size_t n;
	int fd;

	if (strncasecmp(from, "localhost/", 10) == 0)
		from += 9;
	if ((path = malloc(strlen(from) + 1)) == NULL)
		return refused(error, url, ENOMEM);
	n = assay_percent_decode(assay_str(from), false, (uint8_t *)path, strlen(from));
	if (n == SIZE_MAX || memchr(path, '\0', n) != NULL) {
		free(path);
		return failed(error, url, "no file can be called this",
		              "文件不能这样命名");
	}
	path[n] = '\0';
	if (path[0] != '/' || climbs(path)) {
		free(path);
		return failed(error, url, "the path must be absolute and without \"..\"",
		              "路径必须是绝对路径，且不含“..”");
	}
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	free(path);
	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR || errno == ENAMETOOLONG
		               ? ASSAY_NOT_THERE
		               : refused(error, url, errno);
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		got = S_ISDIR(st.st_mode) ? ASSAY_NOT_THERE
		                          : failed(error, url, "it is no regular file",
		                                   "不是普通文件");
	else if (st.st_size < 0 || (uint64_t)st.st_size < f->from)
		got = failed(error, url, "it is shorter than what came of it before",
		             "比此前已收到的部分更短");
	else if ((uint64_t)st.st_size - f->from > max)
		got = too_long(error, url);
	else if (lseek(fd, (off_t)f->from, SEEK_SET) < 0)
		got = refused(error, url, errno);
	else
		got = hand_over(f, fd, url, put, put_data, error);
	close(fd);
	return got;
}

/* ---- http and https ---- */

#ifdef HAVE_CURL
struct taking {
	assay_put put;
	void *put_data;
	CURL *curl;
	const struct fetcher *fetcher;
	uint64_t most; /* bytes of the file that may come */
	uint64_t from; /* asked for; where it is not heeded, so much is left out here */
};

static size_t
take(char *bytes, size_t size, size_t n, void *data)
{
	struct taking *t = data;
	long code = 0;

	/* the page that says what went wrong is not the file */
	curl_easy_getinfo(t->curl, CURLINFO_RESPONSE_CODE, &code);
	if (code == 206) {
		t->from = 0;
	} else if (code != 200) {
		return size * n;
	} else if (t->from > 0) {
		size_t skip = t->from < size * n ? (size_t)t->from : size * n;

		t->from -= skip;
		return skip == size * n ||
		                       t->put(t->put_data, bytes + skip, size * n - skip)
		               ? size * n
		               : 0;
	}
	return t->put(t->put_data, bytes, size * n) ? size * n : 0;
}

/* Also while nothing comes, about once a second.  What is no part of the file, an error's
 * page or a redirection's, is read past and has no end of its own. */
static int
on_wait(void *data, curl_off_t total, curl_off_t now, curl_off_t up_total, curl_off_t up)
{
	const struct taking *t = data;

	(void)total, (void)up_total, (void)up;
	return is_stopped(t->fetcher) ||
	       (now > PAGE_MAX && (uint64_t)(now - PAGE_MAX) > t->most);
}

static const char *
curl_words_zh(CURLcode code)
{
	switch (code) {
	case CURLE_COULDNT_RESOLVE_HOST:
		return "找不到该主机";
	case CURLE_COULDNT_CONNECT:
		return "无法连接服务器";
	case CURLE_OPERATION_TIMEDOUT:
		return "服务器没有响应";
	case CURLE_PEER_FAILED_VERIFICATION:
		return "服务器证书无效";
	case CURLE_TOO_MANY_REDIRECTS:
		return "重定向次数过多";
	case CURLE_UNSUPPORTED_PROTOCOL:
		return "不支持该协议";
	case CURLE_ABORTED_BY_CALLBACK:
		return "已停止";
	default:
		return "网络错误";
	}
}

/* A server on this machine is reached without whatever proxy leads elsewhere. */
static bool
is_here(const char *url)
{
	static const char *const here[] = { "127.0.0.1", "localhost", "[::1]" };
	const char *host = strstr(url, "://") + 3;

	for (size_t i = 0; i < sizeof here / sizeof *here; i++) {
		size_t n = strlen(here[i]);

		if (strncasecmp(host, here[i], n) == 0 && strchr(":/", host[n]) != NULL)
			return true;
	}
	return false;
}

static bool
set_up(struct fetcher *f, const char *url, struct taking *t, char *why)
{
	CURL *curl = f->curl;
	CURLcode code = CURLE_OK;
	char range[32];

	curl_easy_reset(curl);
#	define SET(option, value)                                                       \
		(code = code == CURLE_OK ? curl_easy_setopt(curl, option, value) : code)
	SET(CURLOPT_URL, url);
	SET(CURLOPT_ERRORBUFFER, why);
	SET(CURLOPT_WRITEFUNCTION, take);
	SET(CURLOPT_WRITEDATA, t);
	SET(CURLOPT_NOSIGNAL, 1L);
	SET(CURLOPT_NOPROGRESS, 0L);
	SET(CURLOPT_XFERINFOFUNCTION, on_wait);
	SET(CURLOPT_XFERINFODATA, t);
	SET(CURLOPT_FOLLOWLOCATION, 1L);
	SET(CURLOPT_MAXREDIRS, REDIRECTS_MAX);
	SET(CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
	SET(CURLOPT_LOW_SPEED_LIMIT, 1L);
	SET(CURLOPT_LOW_SPEED_TIME, STALL_SECONDS);
	/* names are quoted already: the address is asked for as it is */
	SET(CURLOPT_PATH_AS_IS, 1L);
	SET(CURLOPT_USERAGENT, "assay/" VERSION);
	if (is_here(url))
		SET(CURLOPT_PROXY, "");
	snprintf(range, sizeof range, "%" PRIu64 "-", t->from);
	if (t->from > 0)
		SET(CURLOPT_RANGE, range); /* copied */
#	if LIBCURL_VERSION_NUM >= 0x075500
	SET(CURLOPT_PROTOCOLS_STR, "http,https");
	SET(CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
#	else
	SET(CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
	SET(CURLOPT_REDIR_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#	endif
#	undef SET
	return code == CURLE_OK;
}

static enum assay_fetched
fetch_http(struct fetcher *f, const char *url, uint64_t max, assay_put put,
           void *put_data, struct assay_error *error)
{
	struct taking t = { put, put_data, NULL, f, f->from + max, f->from };
	char why[CURL_ERROR_SIZE] = "";
	char number[32];
	CURLcode code;
	long status = 0;

	if (f->curl == NULL)
		f->curl = curl_easy_init();
	t.curl = f->curl;
	if (t.curl == NULL || !set_up(f, url, &t, why))
		return failed(error, url, "libcurl does not start", "libcurl 无法启动");
	code = curl_easy_perform(t.curl);
	curl_easy_getinfo(t.curl, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_setopt(t.curl, CURLOPT_ERRORBUFFER, NULL);
	if (code == CURLE_ABORTED_BY_CALLBACK && !is_stopped(f))
		return too_long(error, url);
	if (code != CURLE_OK)
		return failed(error, url, why[0] != '\0' ? why : curl_easy_strerror(code),
		              curl_words_zh(code));
	if (status == 200 || (status == 206 && f->from > 0))
		return ASSAY_FETCHED;
	/* many stores of files say "forbidden" of what they have not */
	if (status == 404 || status == 403 || status == 410)
		return ASSAY_NOT_THERE;
	snprintf(number, sizeof number, "HTTP %ld", status);
	return failed(error, url, number, number);
}
#else
static enum assay_fetched
fetch_http(struct fetcher *f, const char *url, uint64_t max, assay_put put,
           void *put_data, struct assay_error *error)
{
	(void)f, (void)max, (void)put, (void)put_data;
	return failed(
	        error, url,
	        "this build has no libcurl: copy the repository to a folder and name "
	        "that, or build assay with libcurl",
	        "此版本未包含 libcurl：请将仓库复制到文件夹并指定该文件夹，或用 "
	        "libcurl 重新编译 assay");
}
#endif

enum assay_fetched
fetch_url(void *data, const char *url, uint64_t max, assay_put put, void *put_data,
          struct assay_error *error)
{
	if (strncasecmp(url, FILE_SCHEME, strlen(FILE_SCHEME)) == 0)
		return fetch_file(data, url, max, put, put_data, error);
	if (strncasecmp(url, "http://", 7) == 0 || strncasecmp(url, "https://", 8) == 0)
		/* put stops at max, whatever length the server announces */
		return fetch_http(data, url, max, put, put_data, error);
	return failed(error, url, "an address begins with http://, https:// or file://",
	              "地址须以 http://、https:// 或 file:// 开头");
}

void
fetcher_clear(struct fetcher *f)
{
#ifdef HAVE_CURL
	if (f->curl != NULL)
		curl_easy_cleanup(f->curl);
#endif
	f->curl = NULL;
}

char *
fetch_address(const char *folder_or_url)
{
	static const char hex[] = "0123456789ABCDEF";
	char *path, *url, *at;

	if (strstr(folder_or_url, "://") != NULL)
		return strdup(folder_or_url);
	if ((path = realpath(folder_or_url, NULL)) == NULL)
		return NULL;
	if ((url = malloc(sizeof FILE_SCHEME + 3 * strlen(path))) != NULL) {
		at = stpcpy(url, FILE_SCHEME);
		for (const char *s = path; *s != '\0'; s++) {
			if ((*s >= '0' && *s <= '9') || (*s >= 'A' && *s <= 'Z') ||
			    (*s >= 'a' && *s <= 'z') || strchr("/_.-~", *s) != NULL) {
				*at++ = *s;
			} else {
				*at++ = '%';
				*at++ = hex[(uint8_t)*s >> 4];
				*at++ = hex[(uint8_t)*s & 15];
			}
		}
		*at = '\0';
	}
	free(path);
	return url;
}
